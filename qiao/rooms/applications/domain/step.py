"""One change of an application's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.activity.record import record
from qiao.rooms.applications.aftermath import settle
from qiao.rooms.applications.domain.seats import claim_seat, release_seat
from qiao.rooms.applications.enums import OVER, ApplicationState
from qiao.rooms.applications.errors import ApplicationReasonMissing, WrongApplicationState
from qiao.rooms.applications.models import Application, ApplicationStep
from qiao.rooms.applications.models.application import ApplicationQuerySet
from qiao.rooms.opportunities.enums import Phase
from qiao.rooms.opportunities.models import Stage

DECIDED = ("matched", "offered", "waiting", "accepted")


def rows() -> ApplicationQuerySet:
    """With what rules and pages read."""
    return Application.objects.select_related("opportunity__host", "intake", "profile__user", "stage")


def locked(application: Application) -> Application:
    """As it is now, for a change."""
    return rows().select_for_update(of=("self",)).get(pk=application.pk)


def require_state(application: Application, *states: str) -> None:
    if application.state not in states:
        raise WrongApplicationState(state=application.status.label)


def required(reason: str) -> str:
    if not (cleaned := reason.strip()):
        raise ApplicationReasonMissing
    return cleaned


def step(
    application: Application, state: ApplicationState, *, actor: Any, reason: str = "", **values: Any
) -> None:
    """The caller holds the lock. `values` change with the state, in one statement. A step to ACCEPTED takes a
    place and a step away gives it back, whichever room makes it."""
    before = application.status
    if not before.can_become(state):
        raise WrongApplicationState(state=before.label)
    _keep_place(application, state)
    values = {"stage": stage_at(application, state)} | values | {"state": state}
    for name, value in values.items():
        setattr(application, name, value)
    application.full_clean()
    application.save(update_fields=[*values, "holds_place", "updated_at"])
    note_step(application, before, actor=actor, reason=reason)
    if state in OVER:
        settle(application, before, actor)


def note_step(
    application: Application, before: ApplicationState | None, *, actor: Any, reason: str = ""
) -> None:
    came_from = before.value if before else ""
    row = ApplicationStep(
        application=application, from_state=came_from, to_state=application.state, actor=actor, reason=reason
    )
    row.full_clean()
    row.save(force_insert=True)
    changes = {"state": [came_from or None, application.state]}
    record(actor, f"applications.application.{application.state}", application, changes=changes)


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
