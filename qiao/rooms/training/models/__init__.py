from qiao.rooms.training.models.calendar import SessionCall, TrainingFeed
from qiao.rooms.training.models.certificate import Certificate, CertificatePaper
from qiao.rooms.training.models.cohort import Cohort
from qiao.rooms.training.models.enrolment import Enrolment, EnrolmentStep
from qiao.rooms.training.models.milestone import Milestone
from qiao.rooms.training.models.outcome import Outcome
from qiao.rooms.training.models.session import Attendance, TrainingSession

__all__ = [
    "Attendance",
    "Certificate",
    "CertificatePaper",
    "Cohort",
    "Enrolment",
    "EnrolmentStep",
    "Milestone",
    "Outcome",
    "SessionCall",
    "TrainingFeed",
    "TrainingSession",
]
