"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class NotByOffers(QiaoError):
    code = "not-by-offers"
    status = 409
    sentence = _("The places of this opportunity are given by a matching round, not by direct offers.")


class NoPlaceForOffer(QiaoError):
    code = "no-place-for-offer"
    status = 409
    sentence = _(
        "All %(places)s places of this intake are taken or held by open offers. Withdraw an offer, or add"
        " places."
    )


class OfferClosed(QiaoError):
    code = "offer-closed"
    status = 409
    sentence = _("This offer is no longer open: %(state)s.")


class OfferTimeOver(QiaoError):
    code = "offer-time-over"
    status = 409
    sentence = _("The time to answer this offer is over. Ask the host whether the place is still free.")


class OfferReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    place = "reason"
    sentence = _("Say why: the other side reads the reason.")


class DeadlineWrong(QiaoError):
    code = "deadline-wrong"
    status = 422
    place = "answer_until"
    sentence = _("The deadline for the answer must lie in the future, at most %(days)s days ahead.")


class DeadlineNotLater(QiaoError):
    code = "deadline-not-later"
    status = 422
    place = "answer_until"
    sentence = _("The deadline can only be put later than it is.")


class ListChanged(QiaoError):
    code = "list-changed"
    status = 409
    sentence = _("The list has changed in the meantime. Look at it again and repeat your change.")


class NobodyToOffer(QiaoError):
    code = "nobody-to-offer"
    status = 409
    sentence = _("There is nobody left to whom a place could be offered.")
