"""Where trainings hold something about a person, and how it goes: that a place was used and a certificate was
issued stays, without a name."""

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import remove_all
from qiao.rooms.training.models import (
    Attendance,
    Certificate,
    CertificatePaper,
    EnrolmentStep,
    Milestone,
    TrainingFeed,
)

GONE = "–"


def find_steps(subject: DataSubject) -> QuerySet[EnrolmentStep]:
    return EnrolmentStep.objects.filter(_own("actor", "enrolment", subject))


def find_attendances(subject: DataSubject) -> QuerySet[Attendance]:
    return Attendance.objects.filter(_own("marked_by", "enrolment", subject))


def find_milestones(subject: DataSubject) -> QuerySet[Milestone]:
    own = Q(enrolment__application__profile__user=subject.user_id)
    return Milestone.objects.filter(own if subject.user_id else Q(pk__in=[]))


def find_certificates(subject: DataSubject) -> QuerySet[Certificate]:
    return Certificate.objects.filter(_own("issued_by", "enrolment", subject))


def find_papers(subject: DataSubject) -> QuerySet[CertificatePaper]:
    own = Q(certificate__enrolment__application__profile__user=subject.user_id)
    return CertificatePaper.objects.filter(own if subject.user_id else Q(pk__in=[]))


def find_feeds(subject: DataSubject) -> QuerySet[TrainingFeed]:
    own = Q(user=subject.user_id) if subject.user_id else Q(pk__in=[])
    return TrainingFeed.objects.filter(own)


def remove_feeds(feeds: QuerySet[TrainingFeed]) -> int:
    return feeds.delete()[0]


def forget_actors(steps: QuerySet[EnrolmentStep]) -> int:
    steps.exclude(reason="").update(reason=GONE)
    return steps.update(actor=None)


def forget_markers(attendances: QuerySet[Attendance]) -> int:
    return attendances.update(marked_by=None)


def empty_milestones(milestones: QuerySet[Milestone]) -> int:
    files = StoredFile.objects.filter(pk__in=milestones.exclude(evidence=None).values("evidence"))
    remove_all(list(files))
    return milestones.update(note="", evidence=None)


def forget_issuers(certificates: QuerySet[Certificate]) -> int:
    return certificates.update(issued_by=None)


def remove_papers(papers: QuerySet[CertificatePaper]) -> int:
    return papers.delete()[0]


def _own(name: str, of: str, subject: DataSubject) -> Q:
    if subject.user_id is None:
        return Q(pk__in=[])
    return Q(**{name: subject.user_id}) | Q(**{f"{of}__application__profile__user": subject.user_id})
