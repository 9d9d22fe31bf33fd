"""The ways from the page of an application into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only to a reader whom the room lets in, and
asks the database nothing that the page has not asked already, or one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry
from qiao.rooms.applications.models import Application


@dataclass(frozen=True, slots=True)
class Door:
    """`place` orders the doors. `is_main` makes it the first thing to do on the page."""

    label: str | Promise
    url: str
    icon: str
    place: int
    is_main: bool = False


application_doors: Registry[Callable[[Application, Any], Iterable[Door]]] = Registry("door of an application")


def doors_of_application(application: Application, reader: Any) -> list[Door]:
    doors = [door for opens in application_doors for door in opens(application, reader)]
    return sorted(doors, key=lambda door: door.place)
