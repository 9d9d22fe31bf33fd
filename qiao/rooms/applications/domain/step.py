"""One change of an application's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.activity.record import record
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.errors import WrongApplicationState
from qiao.rooms.applications.models import Application, ApplicationStep
from qiao.rooms.applications.models.application import ApplicationQuerySet


def rows() -> ApplicationQuerySet:
    """With what rules and pages read."""
    return Application.objects.select_related("opportunity__host", "intake", "profile__user", "stage")


def locked(application: Application) -> Application:
    """As it is now, for a change."""
    return rows().select_for_update(of=("self",)).get(pk=application.pk)


def require_state(application: Application, *states: str) -> None:
    if application.state not in states:
        raise WrongApplicationState(state=application.status.label)


def step(
    application: Application, state: ApplicationState, *, actor: Any, reason: str = "", **values: Any
) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = application.status
    if not before.can_become(state):
        raise WrongApplicationState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(application, name, value)
    application.full_clean()
    application.save(update_fields=[*values, "state", "updated_at"])
    note_step(application, before, actor=actor, reason=reason)


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
