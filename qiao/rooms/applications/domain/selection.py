"""What the host does with applications: stages, completeness by hand, review begun, and the end."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain import mails
from qiao.rooms.applications.domain.letter import end_awaited
from qiao.rooms.applications.domain.step import locked, require_state, required, rows, step
from qiao.rooms.applications.enums import OVER, ApplicationState, ClosingReason
from qiao.rooms.applications.errors import NothingChosen, StageElsewhere, WrongApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity, Stage

TOLD_STATES = (ApplicationState.UNDER_REVIEW, ApplicationState.INTERVIEW)


@transaction.atomic
def move_to_stage(application: Application, *, actor: User, stage: Stage) -> Application:
    """The state follows the stage where the stage is for another one."""
    require(actor, "applications.select_application", application)
    application = locked(application)
    if stage.opportunity_id != application.opportunity_id:
        raise StageElsewhere
    if application.status.is_over:
        raise WrongApplicationState(state=application.status.label)
    if stage.phase in ApplicationState.values and stage.phase != application.state:
        state = ApplicationState(stage.phase)
        _require_decidable(application, state)
        step(application, state, actor=actor, stage=stage)
        _tell_of_state(application)
    elif stage != application.stage:
        changes = {"stage": [str(application.stage_id or ""), str(stage.pk)]}
        application.stage = stage
        application.save(update_fields=["stage", "updated_at"])
        record(actor, "applications.application.moved", application, changes=changes)
    return application


@transaction.atomic
def mark_complete(application: Application, *, actor: User, reason: str) -> Application:
    """By hand, with a reason: a letter came by another way, or the host goes without it."""
    require(actor, "applications.select_application", application)
    application = locked(application)
    require_state(application, ApplicationState.SUBMITTED)
    now, why = timezone.now(), required(reason)
    step(application, ApplicationState.COMPLETE, actor=actor, reason=why, completed_at=now)
    mails.tell(application, "complete")
    return application


@transaction.atomic
def begin_review(application: Application, *, actor: User) -> Application:
    require(actor, "applications.select_application", application)
    application = locked(application)
    require_state(application, ApplicationState.COMPLETE)
    step(application, ApplicationState.UNDER_REVIEW, actor=actor)
    _tell_of_state(application)
    return application


@transaction.atomic
def close_application(
    application: Application, *, actor: User, closing_reason: str, reason: str = ""
) -> Application:
    """For good. `reason` is what the host adds in its own words; the applicant reads both."""
    require(actor, "applications.select_application", application)
    application = locked(application)
    end_application(application, actor=actor, closing_reason=closing_reason, reason=reason)
    return application


@transaction.atomic
def close_applications(
    opportunity: Opportunity, *, actor: User, ids: Iterable[UUID], closing_reason: str, reason: str = ""
) -> int:
    """All chosen ones that still stand, or none: one transaction."""
    require(actor, "applications.list_queue", opportunity)
    chosen = rows().filed().filter(opportunity=opportunity, pk__in=list(ids)).order_by("pk")
    found = list(chosen.exclude(state__in=OVER))
    if not found:
        raise NothingChosen
    for application in found:
        close_application(application, actor=actor, closing_reason=closing_reason, reason=reason)
    return len(found)


def end_application(
    application: Application, *, actor: Any, closing_reason: str, reason: str = "", news: str = "closed"
) -> None:
    """For the caller's transaction, under the lock of the application: rooms above close with it too."""
    if closing_reason == ClosingReason.OTHER:
        required(reason)
    state, why = ApplicationState.CLOSED, reason.strip()
    step(application, state, actor=actor, reason=why, closing_reason=closing_reason)
    end_awaited(application, actor=actor)
    mails.tell(application, news)


def _require_decidable(application: Application, state: ApplicationState) -> None:
    """The way to COMPLETE is its own verb, with a reason; back to the applicant leads none."""
    if state in {ApplicationState.COMPLETE, ApplicationState.SUBMITTED}:
        raise WrongApplicationState(state=application.status.label)


def _tell_of_state(application: Application) -> None:
    if application.state in TOLD_STATES:
        mails.tell(application, application.state)
