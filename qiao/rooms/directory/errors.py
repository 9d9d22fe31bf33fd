"""Why the directory refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, QiaoError


class LastName(QiaoError):
    code = "last-name"
    status = 409
    sentence = _("This is the only name. Add another one before you remove it.")


class LastOwner(QiaoError):
    code = "last-owner"
    status = 409
    sentence = _("An organisation keeps at least one owner. Make somebody else an owner first.")


class AlreadyMember(QiaoError):
    code = "already-member"
    status = 409
    sentence = _("This account is already a member. Change its role instead.")


class WrongStep(QiaoError):
    code = "publication-step"
    status = 409
    sentence = _("The entry is already in this state. Load the page again.")


class UnitInUse(QiaoError):
    code = "unit-in-use"
    status = 409
    sentence = _("Other units are part of this one. Move or remove them first.")


class AlreadyAnswered(QiaoError):
    code = "claim-answered"
    status = 409
    sentence = _("This request has been answered already.")


class AlreadyAsked(QiaoError):
    code = "claim-open"
    status = 409
    sentence = _("You have already asked this organisation. Its answer is still to come.")


class ReasonNeeded(QiaoError):
    code = "reason-needed"
    status = 422
    sentence = _("Say why, so that the person knows what to do.")


class ConsentNeeded(QiaoError):
    code = "consent-needed"
    status = 422
    sentence = _("A page becomes public only with the person's consent. Say how the person agreed.")


class PersonHasAccount(QiaoError):
    code = "person-has-account"
    status = 409
    sentence = _("You already have a page of your own.")


class CannotMerge(QiaoError):
    code = "cannot-merge"
    status = 409
    sentence = _("These two entries cannot be merged: %(reason)s")


class CannotUndo(Conflict):
    code = "cannot-undo"
    sentence = _("This merge cannot be undone any more: %(reason)s")
