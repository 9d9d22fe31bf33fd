"""Who else reads an application that was sent: reviewers, say. Rooms above add their predicates."""

from collections.abc import Callable
from typing import Any

from qiao.kit.registry import Registry
from qiao.rooms.applications.models import Application

application_readers: Registry[Callable[[Any, Application], bool]] = Registry("reader of applications")


def is_let_in(actor: Any, application: Application) -> bool:
    return any(reads(actor, application) for reads in application_readers)
