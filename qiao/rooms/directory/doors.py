"""The ways from the page of an organisation into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only where there is something behind it, and
asks the database one question.
"""

from collections.abc import Callable, Iterable
from typing import Any

from qiao.kit.registry import Registry
from qiao.kit.ui.doors import Door, open_doors
from qiao.rooms.directory.models import Organisation

organisation_doors: Registry[Callable[[Organisation, Any], Iterable[Door]]] = Registry(
    "door of an organisation"
)


def doors_of_organisation(organisation: Organisation, reader: Any) -> list[Door]:
    return open_doors(organisation_doors, organisation, reader)
