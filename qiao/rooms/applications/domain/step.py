"""One change of an application's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.steps.make import Steps
from qiao.rooms.applications.aftermath import settle
from qiao.rooms.applications.domain.seats import claim_seat, release_seat
from qiao.rooms.applications.enums import OVER, ApplicationState
from qiao.rooms.applications.errors import ApplicationReasonMissing, WrongApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.applications.models.application import ApplicationQuerySet
from qiao.rooms.opportunities.enums import Phase
from qiao.rooms.opportunities.models import Stage

STEPS = Steps[Application, ApplicationState](wrong=WrongApplicationState, reasonless=ApplicationReasonMissing)
require_state = STEPS.require_state
note_step = STEPS.note
required = STEPS.required

DECIDED = ("matched", "offered", "waiting", "accepted")


def rows() -> ApplicationQuerySet:
    """With what rules and pages read."""
    return Application.objects.select_related("opportunity__host", "intake", "profile__user", "stage")


def locked(application: Application) -> Application:
    """As it is now, for a change."""
    return rows().select_for_update(of=("self",)).get(pk=application.pk)


def step(
    application: Application, state: ApplicationState, *, actor: Any, reason: str = "", **values: Any
) -> None:
    """A step to ACCEPTED takes a place and a step away gives it back, whichever room makes it."""
    before = STEPS.allowed(application, state)
    _keep_place(application, state)
    kept = {"stage": stage_at(application, state), "holds_place": application.holds_place}
    STEPS.step(application, state, actor=actor, reason=reason, **(kept | values))
    if state in OVER:
        settle(application, before, actor)


def stage_at(application: Application, state: ApplicationState) -> Stage | None:
    """The host's stage that goes with the state: the present one where it fits, else the first that does."""
    if state == ApplicationState.DRAFT:
        return None
    phase = Phase.DECISION.value if state in DECIDED else str(state.value)
    if state in OVER or (application.stage and application.stage.phase == phase):
        return application.stage
    first = Stage.objects.filter(opportunity=application.opportunity_id, phase=phase).order_by("number")
    return first.first() or application.stage


def _keep_place(application: Application, state: ApplicationState) -> None:
    if state == ApplicationState.ACCEPTED:
        claim_seat(application)
    else:
        release_seat(application)
