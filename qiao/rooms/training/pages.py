"""What the pages of this room show, gathered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from qiao.kit.access import may
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.training.domain.completion import missing_of, progress_of
from qiao.rooms.training.domain.step import rows
from qiao.rooms.training.enums import EnrolmentState
from qiao.rooms.training.models import Attendance, Cohort, Enrolment, Outcome, TrainingSession
from qiao.rooms.training.rules import is_the_participant


@dataclass(frozen=True, slots=True)
class SessionRow:
    session: TrainingSession
    attendance: Attendance | None


def frame(cohort: Cohort) -> dict[str, Any]:
    return {"cohort": cohort, "opportunity": cohort.intake.opportunity}


def page_of_cohort(cohort: Cohort) -> dict[str, Any]:
    states = cohort.enrolments.order_by().values("state").annotate(count=Count("pk"))
    counts = {row["state"]: row["count"] for row in states}
    accepted = Application.objects.filter(intake=cohort.intake_id, state=ApplicationState.ACCEPTED)
    return frame(cohort) | {
        "enrolled": counts.get(EnrolmentState.ENROLLED, 0),
        "completed": counts.get(EnrolmentState.COMPLETED, 0),
        "to_enrol": accepted.filter(enrolment=None).count(),
        "sessions": cohort.sessions.count(),
    }


def page_of_enrolment(enrolment: Enrolment, reader: Any) -> dict[str, Any]:
    progress, is_own = progress_of(enrolment), is_the_participant(reader, enrolment)
    is_enrolled = enrolment.state == EnrolmentState.ENROLLED
    decides = may(reader, "training.decide_on_enrolment", enrolment)
    return frame(enrolment.cohort) | {
        "enrolment": enrolment,
        "application": enrolment.application,
        "progress": progress,
        "missing": missing_of(enrolment, progress) if is_enrolled else [],
        "sessions": _sessions_of(enrolment),
        "milestones": enrolment.milestones.select_related("evidence"),
        "steps": enrolment.steps.all(),
        "certificate": getattr(enrolment, "certificate", None),
        "is_own": is_own,
        "may_report": is_own and is_enrolled,
        "may_decide": decides,
        "may_confirm": decides and is_enrolled,
    }


def marked_roster(session: TrainingSession) -> tuple[list[Enrolment], dict[Any, str]]:
    """Who is asked for at a session: those who stay, and who was marked before they left."""
    marks = dict(session.attendances.values_list("enrolment", "mark"))
    on_it = rows().filter(cohort=session.cohort_id)
    found = on_it.staying() | on_it.filter(pk__in=marks)
    return list(found.distinct().order_by("id")), marks


def counted(outcomes: QuerySet[Outcome]) -> list[tuple[str, int]]:
    """How many of each kind, the most first."""
    counts = outcomes.order_by().values("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    return [(str(OpportunityKind(row["kind"]).label), row["count"]) for row in counts]


def _sessions_of(enrolment: Enrolment) -> list[SessionRow]:
    marks = {each.session_id: each for each in enrolment.attendances.all()}
    sessions = TrainingSession.objects.filter(cohort=enrolment.cohort_id)
    return [SessionRow(session, marks.get(session.pk)) for session in sessions]
