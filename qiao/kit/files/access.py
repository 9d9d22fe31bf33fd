"""Who may read a file: the rule that the file names, filled in by kit and rooms in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qiao.kit.registry import Registry

if TYPE_CHECKING:
    from qiao.kit.files.models import StoredFile

PUBLIC = "public"
OWNER = "owner"


@dataclass(frozen=True)
class FileAccess:
    """`is_personal`: such a file belongs to the person who uploaded it and goes when the person goes."""

    may_read: Callable[[Any, "StoredFile"], bool]
    is_personal: bool = False


file_access: Registry[FileAccess] = Registry("rule of access to files")


def may_read(user: Any, stored: "StoredFile") -> bool:
    return file_access.get(stored.access).may_read(user, stored)


def is_anyone(user: Any, stored: "StoredFile") -> bool:
    return True


def is_owner(user: Any, stored: "StoredFile") -> bool:
    return bool(user.is_authenticated and stored.owner_id == user.pk)
