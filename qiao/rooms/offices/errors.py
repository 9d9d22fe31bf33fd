"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class NotAnOffice(QiaoError):
    code = "not-an-office"
    status = 409
    sentence = _("Only a published university of the directory has a career office here.")


class WrongState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _(
        "Somebody decided in the meantime, or this cannot be done in the present state: %(state)s. Load the"
        " page again."
    )


class ReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    place = "reason"
    sentence = _("Say why: whoever is concerned reads the reason.")


class AlreadyRegistered(QiaoError):
    code = "already-registered"
    status = 409
    sentence = _("You are registered with this university already. Go on with that registration.")


class ConsentNeeded(QiaoError):
    code = "consent-needed"
    status = 422
    sentence = _("Without this consent there is no registration. Tick it if you agree.")


class NothingChosen(QiaoError):
    code = "nothing-chosen"
    status = 422
    sentence = _("Choose at least one row.")


class NotPublished(QiaoError):
    code = "not-published"
    status = 409
    sentence = _("The posting is not published. Career offices decide on published postings.")


class NotApprovedYet(QiaoError):
    code = "not-approved-yet"
    status = 409
    sentence = _("Approve the host and the posting first: your students could not apply otherwise.")


class NotRegistered(QiaoError):
    code = "not-registered"
    status = 409
    sentence = _(
        "This opportunity is for students of universities that approved it. Register with your career office"
        " first: it confirms that you are its student."
    )


class NotConfirmed(QiaoError):
    code = "not-confirmed"
    status = 409
    sentence = _(
        "The career office of %(university)s has not confirmed yet that you are its student. You get a mail"
        " as soon as it has; ask the office if it takes long."
    )


class NotOpenToYourStudents(QiaoError):
    code = "not-approved"
    status = 409
    sentence = _(
        "The career office of %(university)s has not approved this opportunity for its students. Ask the"
        " office, or look for opportunities that are open to you."
    )
