"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class OutsideExchange(QiaoError):
    code = "outside-exchange"
    status = 422
    sentence = _(
        "The exchange is from %(first)s to %(last)s (%(zone)s). Choose times within these days, or change "
        "the days of the exchange."
    )


class OfAnotherExchange(QiaoError):
    code = "of-another-exchange"
    status = 422
    sentence = _("“%(name)s” belongs to another exchange. Choose one of this exchange.")


class ChangedMeanwhile(Conflict):
    """Of a session: what was changed can be asked of `domain.changes`."""

    code = "changed-meanwhile"
    sentence = _(
        "Somebody changed this session while you had it open. Look at what changed, then take it or "
        "overwrite it."
    )


class PlaceInUse(QiaoError):
    code = "place-in-use"
    status = 409
    sentence = _("Sessions or rooms are at this place. Move them first.")


class WithinItself(QiaoError):
    code = "within-itself"
    status = 422
    sentence = _("A place cannot be within itself. Choose another one that it is in.")


class SamePlace(QiaoError):
    code = "same-place"
    status = 422
    sentence = _("A transfer leads from one place to another. Choose two different ones.")
