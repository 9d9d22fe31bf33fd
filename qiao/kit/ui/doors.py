"""The ways from a page of one room into the rooms above it, which fill its registry in `apps.ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.functional import Promise

from qiao.kit.registry import Registry

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Door:
    """`place` orders the doors. `is_main` makes it the first thing to do on the page."""

    label: str | Promise
    url: str
    icon: str
    place: int
    is_main: bool = False


def open_doors(
    registry: Registry[Callable[[Subject, Any], Iterable[Door]]], subject: Subject, reader: Any
) -> list[Door]:
    doors = [door for opens in registry for door in opens(subject, reader)]
    return sorted(doors, key=lambda door: door.place)
