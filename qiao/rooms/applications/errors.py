"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, QiaoError


class WrongApplicationState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class NotOpen(QiaoError):
    code = "intake-not-open"
    status = 409
    sentence = _("Applications are taken from %(opens)s to %(closes)s, while the opportunity is published.")


class DeadlineOver(QiaoError):
    code = "deadline-over"
    status = 409
    sentence = _("The deadline was %(closes)s. The application can no longer be sent or changed.")


class AppliedAlready(QiaoError):
    code = "applied-already"
    status = 409
    sentence = _("There is an application of yours to this intake already. Go on with that one.")


class ProfileEmpty(QiaoError):
    code = "profile-empty"
    status = 409
    sentence = _("Write your name into your profile first: it is what hosts and reviewers read.")


class NotReady(Invalid):
    code = "not-ready"
    sentence = _("The application cannot be sent yet. Still missing: %(missing)s.")


class DocumentUnfit(QiaoError):
    code = "document-unfit"
    status = 422
    sentence = _("This requirement is not one of this opportunity. Load the page again.")


class DocumentsFull(QiaoError):
    code = "documents-full"
    status = 409
    sentence = _("An application holds at most %(limit)s documents. Remove one first.")


class RefereeAsked(QiaoError):
    code = "referee-asked"
    status = 409
    sentence = _("This referee has been asked already. Remind them, or cancel the first request.")


class RefereeIsApplicant(QiaoError):
    code = "referee-is-applicant"
    status = 422
    sentence = _("A reference letter comes from somebody else: this is your own address.")


class LettersFull(QiaoError):
    code = "letters-full"
    status = 409
    sentence = _("At most %(limit)s referees are asked for one application. Cancel a request first.")


class LettersOver(QiaoError):
    code = "letters-over"
    status = 409
    sentence = _("Reference letters were taken until %(until)s.")


class RemindedJustNow(QiaoError):
    code = "reminded-just-now"
    status = 409
    sentence = _("This referee was written to less than a day ago. Give them a little time.")


class NotToBeReused(QiaoError):
    code = "not-to-be-reused"
    status = 409
    sentence = _("The referee has not agreed that this letter serves other applications. Ask for a new one.")


class LetterEmpty(QiaoError):
    code = "letter-empty"
    status = 422
    sentence = _("Choose the file of the letter, or write the letter into the field.")


class LinkUnknown(QiaoError):
    code = "link-unknown"
    status = 404
    sentence = _("This link leads nowhere. Open it from the mail again, in full.")


class LinkUsed(QiaoError):
    code = "link-used"
    status = 410
    sentence = _("The letter has been handed in with this link. It works once; nothing more is to be done.")


class LinkDeclined(QiaoError):
    code = "link-declined"
    status = 410
    sentence = _("The letter was declined with this link. The applicant can ask again.")


class LinkCancelled(QiaoError):
    code = "link-cancelled"
    status = 410
    sentence = _("The letter is no longer needed: the request was cancelled or the application has ended.")


class LinkExpired(QiaoError):
    code = "link-expired"
    status = 410
    sentence = _("Letters for this application were taken until %(until)s. The link has expired.")


class PlacesTaken(QiaoError):
    code = "places-taken"
    status = 409
    sentence = _("All places of this intake have been taken in the meantime. Nothing has been changed.")


class StageElsewhere(QiaoError):
    code = "stage-elsewhere"
    status = 422
    sentence = _("This stage is not one of this opportunity. Load the page again.")


class ApplicationReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    sentence = _("Say why: the reason stays with the application.")


class NothingChosen(QiaoError):
    code = "nothing-chosen"
    status = 422
    sentence = _("Choose at least one application.")
