"""What rooms above do when an application has ended: a waiting list moves, an offer falls.

Called in the transaction of the step, with the lock of the application held, after its place has been freed.
"""

from collections.abc import Callable
from typing import Any

from qiao.kit.registry import Registry
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application

# The application, the state that it left, and who ended it (None: time).
aftermaths: Registry[Callable[[Application, ApplicationState, Any], None]] = Registry(
    "aftermath of an application"
)


def settle(application: Application, before: ApplicationState, actor: Any) -> None:
    for follow in aftermaths:
        follow(application, before, actor)
