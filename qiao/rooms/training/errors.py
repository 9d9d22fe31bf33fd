"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class CohortExists(QiaoError):
    code = "cohort-exists"
    status = 409
    sentence = _("This intake has its cohort already. Go on with that one.")


class CohortCodeFixed(QiaoError):
    code = "cohort-code-fixed"
    status = 409
    sentence = _("Certificates with this short code have been issued: the numbers go on with it.")


class WrongEnrolmentState(QiaoError):
    code = "wrong-state"
    status = 409
    sentence = _("This cannot be done in the present state: %(state)s. Load the page again.")


class TrainingReasonMissing(QiaoError):
    code = "reason-missing"
    status = 422
    place = "reason"
    sentence = _("Say why: the participant reads the reason.")


class NotOfThisCohort(QiaoError):
    code = "not-of-this-cohort"
    status = 422
    place = "marks"
    sentence = _("Line %(line)s names somebody who is not on the roster of this cohort. Nothing was saved.")


class UnknownMark(QiaoError):
    code = "unknown-mark"
    status = 422
    place = "marks"
    sentence = _("Line %(line)s has no mark that is known: %(mark)s. Nothing was saved.")


class SessionHasMarks(QiaoError):
    code = "session-has-marks"
    status = 409
    sentence = _("Attendance has been marked for this session: it can be changed but not removed.")


class MilestoneConfirmed(QiaoError):
    code = "milestone-confirmed"
    status = 409
    sentence = _("This milestone has been confirmed and stays as it is.")


class MilestoneNotReported(QiaoError):
    code = "milestone-not-reported"
    status = 409
    sentence = _("The participant has not said yet that this milestone is reached.")


class EvidenceMissing(QiaoError):
    code = "evidence-missing"
    status = 422
    place = "note"
    sentence = _("Write a note or add a file: the host sees by it that the milestone is reached.")


class NotComplete(QiaoError):
    code = "not-complete"
    status = 409
    sentence = _("The training cannot be completed yet: %(missing)s")


class CertificateExists(QiaoError):
    code = "certificate-exists"
    status = 409
    sentence = _("A certificate has been issued for this participant already.")


class CertificateRevoked(QiaoError):
    code = "certificate-revoked"
    status = 409
    sentence = _("This certificate has been revoked.")


class CertificateNotReady(QiaoError):
    code = "certificate-not-ready"
    status = 409
    sentence = _("The certificate is still being set. Load the page again in a moment.")
