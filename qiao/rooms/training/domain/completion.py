"""When a training is complete by the rules of its cohort, what is missing, and the outcome it counts as."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.training.domain.step import locked, step
from qiao.rooms.training.enums import THERE, AttendanceMark, EnrolmentState
from qiao.rooms.training.errors import NotComplete
from qiao.rooms.training.models import Attendance, Enrolment, Outcome, TrainingSession

TOO_SELDOM = _("the attendance is %(share)s %%, at least %(least)s %% are needed")
UNCONFIRMED = _("%(count)s milestones are not confirmed")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come. A session without a mark counts as missed."""

    sessions: int
    there: int
    excused: int
    milestones: int
    confirmed: int

    @property
    def share(self) -> int:
        """In whole per cent, rounded down; 100 where there was nothing to attend."""
        counted = self.sessions - self.excused
        return 100 * self.there // counted if counted > 0 else 100


def progress_of(enrolment: Enrolment) -> Progress:
    sessions = TrainingSession.objects.filter(cohort=enrolment.cohort_id).count()
    marks = Attendance.objects.filter(enrolment=enrolment).aggregate(
        there=Count("pk", filter=Q(mark__in=THERE)),
        excused=Count("pk", filter=Q(mark=AttendanceMark.EXCUSED)),
    )
    milestones = enrolment.milestones.aggregate(
        milestones=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False))
    )
    return Progress(sessions=sessions, **marks, **milestones)


def missing_of(enrolment: Enrolment, progress: Progress) -> list[str]:
    """In words; empty when the training can be completed."""
    cohort, found = enrolment.cohort, []
    if progress.share < cohort.least_attendance:
        found.append(TOO_SELDOM % {"share": progress.share, "least": cohort.least_attendance})
    if cohort.demands_milestones and (lacking := progress.milestones - progress.confirmed):
        found.append(UNCONFIRMED % {"count": lacking})
    return found


@transaction.atomic
def complete_enrolment(enrolment: Enrolment, *, actor: User) -> Enrolment:
    """Once, with its outcome: who completes again finds it completed."""
    require(actor, "training.decide_on_enrolment", enrolment)
    enrolment = locked(enrolment)
    if enrolment.state == EnrolmentState.COMPLETED:
        return enrolment
    if missing := missing_of(enrolment, progress_of(enrolment)):
        raise NotComplete(missing="; ".join(missing))
    now = timezone.now()
    step(enrolment, EnrolmentState.COMPLETED, actor=actor, completed_at=now)
    _count(enrolment, now)
    return enrolment


def _count(enrolment: Enrolment, now: Any) -> None:
    opportunity = enrolment.cohort.intake.opportunity
    outcome = Outcome(
        enrolment=enrolment,
        opportunity=opportunity,
        kind=opportunity.kind,
        host=opportunity.host,
        exchange=opportunity.exchange,
        university=_university_of(enrolment),
        completed_at=now,
    )
    outcome.full_clean()
    outcome.save(force_insert=True)


def _university_of(enrolment: Enrolment) -> Organisation | None:
    """Where the student agreed to be seen by the career office and the office confirmed them."""
    confirmed = StudentRegistration.objects.confirmed().filter(profile=enrolment.application.profile_id)
    found = confirmed.select_related("university").order_by("-id").first()
    return found.university if found else None
