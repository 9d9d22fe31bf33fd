"""The ways from the page of an organisation into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only where there is something behind it, and
asks the database one question.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry
from qiao.rooms.directory.models import Organisation


@dataclass(frozen=True, slots=True)
class Door:
    """`place` orders the doors."""

    label: str | Promise
    url: str
    icon: str
    place: int


organisation_doors: Registry[Callable[[Organisation, Any], Iterable[Door]]] = Registry(
    "door of an organisation"
)


def doors_of_organisation(organisation: Organisation, reader: Any) -> list[Door]:
    doors = [door for opens in organisation_doors for door in opens(organisation, reader)]
    return sorted(doors, key=lambda door: door.place)
