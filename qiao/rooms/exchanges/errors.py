"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class WrongState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class ExchangeNotOpen(QiaoError):
    code = "exchange-not-open"
    status = 409
    sentence = _("The exchange is not published, or is over: nobody can be invited or registered now.")


class ExchangeOver(QiaoError):
    code = "exchange-over"
    status = 409
    sentence = _("The exchange is concluded: it stays as it was. Clone it for the next one.")


class DeadlinePassed(QiaoError):
    code = "deadline-passed"
    status = 409
    sentence = _("The deadline has passed. Write to the organisation that invited you.")


class LastOrganiser(QiaoError):
    code = "last-organiser"
    status = 409
    sentence = _("An exchange keeps at least one organiser. Make another organisation an organiser first.")


class PartnerInUse(QiaoError):
    code = "partner-in-use"
    status = 409
    sentence = _(
        "This organisation has invited delegations, or visits, letters or meetings of the exchange name it. "
        "Take it out of these first."
    )


class AlreadyPartner(QiaoError):
    code = "already-partner"
    status = 409
    sentence = _("This organisation already takes part. Change its role instead.")


class OrderIncomplete(QiaoError):
    code = "order-incomplete"
    status = 422
    sentence = _("The order must name every partner of the exchange once.")


class PartnerElsewhere(QiaoError):
    code = "partner-elsewhere"
    status = 422
    sentence = _("Choose a partner of this exchange that has seats to give.")


class NotEnoughSeats(QiaoError):
    code = "not-enough-seats"
    status = 409
    sentence = _("There are not enough free seats for this.")


class MoreThanThereAre(QiaoError):
    code = "more-than-there-are"
    status = 422
    sentence = _("This partner can give %(seats)s seats at most, even if all of them were free.")


class DecisionNeeded(QiaoError):
    code = "decision-needed"
    status = 409
    sentence = _("Two of the owners must agree to this. Propose it as a joint decision.")


class TwoOwnersNeeded(QiaoError):
    code = "two-owners-needed"
    status = 409
    sentence = _("Where two must consent, there are two owners at least.")


class AlreadyProposed(QiaoError):
    code = "already-proposed"
    status = 409
    sentence = _("This has been proposed already and waits for consent.")


class AlreadySaid(QiaoError):
    code = "already-said"
    status = 409
    sentence = _("This organisation, or you for another one, has already spoken on this decision.")


class DecisionClosed(QiaoError):
    code = "decision-closed"
    status = 409
    sentence = _("This decision is closed: it was taken, refused or withdrawn, or its time is over.")


class AlreadyInvited(QiaoError):
    code = "already-invited"
    status = 409
    sentence = _("This organisation already has a delegation at this exchange.")


class ReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    sentence = _("Say why: the reason is kept with the step and told to the others.")


class NoFreeSeat(QiaoError):
    code = "no-free-seat"
    status = 409
    sentence = _("All %(seats)s seats of the delegation are taken. Swap a member instead.")


class NobodyNamed(QiaoError):
    code = "nobody-named"
    status = 409
    sentence = _("Name at least one member before you submit the delegation.")


class AddressMissing(QiaoError):
    code = "address-missing"
    status = 422
    sentence = _("Enter the e-mail address of this person first.")


class AlreadyThere(QiaoError):
    code = "already-there"
    status = 409
    sentence = _("A member with this e-mail address, or this account, is already in the delegation.")


class OfferClosed(QiaoError):
    code = "offer-closed"
    status = 409
    sentence = _("This offer was answered already, or its time is over.")
