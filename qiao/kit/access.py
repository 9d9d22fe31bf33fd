"""One permission check for pages, domain functions and the API. Permissions are `rules` predicates."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from rules import permissions as rules

from qiao.kit.errors import NotPermitted

Found = TypeVar("Found", bound=Model)


def may(actor: Any, permission: str, subject: Model | None = None) -> bool:
    """True when the named rule holds for the actor; an unknown name is a programming error, never a yes."""
    if not rules.perm_exists(permission):  # type: ignore[no-untyped-call]
        raise LookupError(f"unknown permission {permission!r}")
    return bool(rules.has_perm(permission, actor, subject))  # type: ignore[no-untyped-call]


def require(actor: Any, permission: str, subject: Model | None = None) -> None:
    """Raises NotPermitted (404): strangers do not learn that the subject exists."""
    if not may(actor, permission, subject):
        raise NotPermitted


def found_for(actor: Any, rows: QuerySet[Found], pk: UUID, permission: str) -> Found:
    """The row, for an actor who may do this with it; or 404."""
    found = get_object_or_404(rows, pk=pk)
    require(actor, permission, found)
    return found
