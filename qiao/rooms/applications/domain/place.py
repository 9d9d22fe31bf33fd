"""A place is taken and given back. Two who take the last one in the same second: one gets a sentence."""

from typing import Any

from qiao.rooms.applications.domain.seats import release_seat
from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application


def take_place(application: Application, *, actor: Any, reason: str = "") -> Application:
    """The caller holds the transaction and the lock of the application, and has asked for permission."""
    step(application, ApplicationState.ACCEPTED, actor=actor, reason=reason)
    return application


def free_place(application: Application) -> bool:
    """For the caller's transaction, before or after a step away from ACCEPTED, which frees it by itself."""
    if not release_seat(application):
        return False
    application.save(update_fields=["holds_place", "updated_at"])
    return True
