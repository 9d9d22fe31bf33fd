"""The ways from the page of an opportunity into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only to a reader whom the room lets in, and
asks the database nothing that the page has not asked already, or one query.
"""

from collections.abc import Callable, Iterable
from typing import Any

from qiao.kit.registry import Registry
from qiao.kit.ui.doors import Door, open_doors
from qiao.rooms.opportunities.models import Opportunity

opportunity_doors: Registry[Callable[[Opportunity, Any], Iterable[Door]]] = Registry("door of an opportunity")


def doors_of_opportunity(opportunity: Opportunity, reader: Any) -> list[Door]:
    return open_doors(opportunity_doors, opportunity, reader)
