"""The ways from the page of a career office into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only to a reader whom the room lets in, and
asks the database nothing that the page has not asked already, or one query.
"""

from collections.abc import Callable, Iterable
from typing import Any

from qiao.kit.registry import Registry
from qiao.kit.ui.doors import Door, open_doors
from qiao.rooms.directory.models import Organisation

office_doors: Registry[Callable[[Organisation, Any], Iterable[Door]]] = Registry("door of a career office")


def doors_of_office(office: Organisation, reader: Any) -> list[Door]:
    return open_doors(office_doors, office, reader)
