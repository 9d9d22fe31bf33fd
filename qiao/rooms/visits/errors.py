"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class OutsideTheExchange(QiaoError):
    code = "outside-the-exchange"
    status = 422
    sentence = _("This lies outside of the days of the exchange, or belongs to another one.")


class VisitInUse(QiaoError):
    code = "visit-in-use"
    status = 409
    sentence = _("People are in groups of this visit. Form groups without it first.")


class GroupTooLarge(QiaoError):
    code = "group-too-large"
    status = 409
    sentence = _("%(taken)s people are in this group. Move somebody to another group first.")


class WishesClosed(QiaoError):
    code = "wishes-closed"
    status = 409
    sentence = _("Wishes can no longer be changed. Write to the organisers.")


class WishedTwice(QiaoError):
    code = "wished-twice"
    status = 422
    sentence = _("A visit can be wished for once. Remove it in one of the two places.")


class NotOfThisExchange(QiaoError):
    code = "not-of-this-exchange"
    status = 422
    sentence = _("This visit is not one of this exchange. Load the page again.")


class NoLongerTakesPart(QiaoError):
    code = "no-longer-takes-part"
    status = 409
    sentence = _("This person no longer takes part in the exchange.")


class ImpossiblePin(QiaoError):
    code = "impossible-pin"
    status = 409
    sentence = _("%(conflict)s Remove one of these, or change what stands against it.")


class FormingRuns(QiaoError):
    code = "forming-runs"
    status = 409
    sentence = _("Visit groups are being formed. Wait until this is done, or cancel it.")


class NothingToForm(QiaoError):
    code = "nothing-to-form"
    status = 409
    sentence = _("There is nothing to form yet: it takes a visit with a time, and delegations with members.")


class NotAcceptable(QiaoError):
    code = "not-acceptable"
    status = 409
    sentence = _("Only a plan that has been checked can be accepted. Load the page again.")


class PlanOutdated(QiaoError):
    code = "plan-outdated"
    status = 409
    sentence = _("This plan no longer holds: %(broken)s Form the groups again.")


class NoPlanAccepted(QiaoError):
    code = "no-plan-accepted"
    status = 409
    sentence = _("Free places are given once the organisers have accepted the groups.")


class NoFreePlace(QiaoError):
    code = "no-free-place"
    status = 409
    sentence = _("This group is full. Join its waiting list, or choose another one.")


class PlaceFree(QiaoError):
    code = "place-free"
    status = 409
    sentence = _("There is a free place in this group: sign up instead of waiting.")


class DoesNotFit(QiaoError):
    code = "does-not-fit"
    status = 409
    sentence = _("This visit is not possible: %(reason)s Choose another one.")


class TooLateForTheHost(QiaoError):
    code = "too-late-for-the-host"
    status = 409
    sentence = _("The host needs the names %(days)s days before the visit. Choose another one.")
