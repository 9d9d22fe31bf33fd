"""Where trainings hold something about a person, and how it goes: that a place was used and a certificate was
issued stays, without a name."""

from django.db.models import QuerySet

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


def find_steps(subject: DataSubject) -> QuerySet[EnrolmentStep]:
    return EnrolmentStep.objects.filter(subject.is_at("actor", "enrolment__application__profile__user"))


def find_attendances(subject: DataSubject) -> QuerySet[Attendance]:
    return Attendance.objects.filter(subject.is_at("marked_by", "enrolment__application__profile__user"))


def find_milestones(subject: DataSubject) -> QuerySet[Milestone]:
    return Milestone.objects.filter(subject.is_at("enrolment__application__profile__user"))


def find_certificates(subject: DataSubject) -> QuerySet[Certificate]:
    return Certificate.objects.filter(subject.is_at("issued_by", "enrolment__application__profile__user"))


def find_papers(subject: DataSubject) -> QuerySet[CertificatePaper]:
    return CertificatePaper.objects.filter(
        subject.is_at("certificate__enrolment__application__profile__user")
    )


def find_feeds(subject: DataSubject) -> QuerySet[TrainingFeed]:
    return TrainingFeed.objects.filter(subject.is_at("user"))


def remove_feeds(feeds: QuerySet[TrainingFeed]) -> int:
    return feeds.delete()[0]


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
