"""Who else reads an application that was sent: reviewers, say. Rooms above add their predicates of the reader
and the application; rules ask them, so that no model is named here."""

from collections.abc import Callable
from typing import Any

from qiao.kit.registry import Registry

application_readers: Registry[Callable[[Any, Any], bool]] = Registry("reader of applications")


def is_let_in(actor: Any, application: Any) -> bool:
    return any(reads(actor, application) for reads in application_readers)
