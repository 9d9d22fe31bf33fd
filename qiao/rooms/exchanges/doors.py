"""The ways from the page of an exchange, or of a delegation, into the rooms above.

A room registers one function in `apps.ready()`; it gives a door only to a reader whom the room lets in, and
asks the database nothing that the page has not asked already, or one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.kit.registry import Registry
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.exchanges.remembering import remembering


@dataclass(frozen=True, slots=True)
class Door:
    """`place` orders the doors: 10 programme, 20 visits, 30 meetings, 40 registration, 50 letters.
    `is_for_owners` puts it among the organisers' tools instead of what everybody sees. `pages` says how the
    names of the pages behind it begin, such as `meetings:`."""

    label: str | Promise
    url: str
    icon: str
    place: int
    is_for_owners: bool = False
    pages: tuple[str, ...] = ()


exchange_doors: Registry[Callable[[Exchange, Any], Iterable[Door]]] = Registry("door of an exchange")
delegation_doors: Registry[Callable[[Delegation, Any], Iterable[Door]]] = Registry("door of a delegation")


def doors_of_exchange(exchange: Exchange, reader: Any) -> list[Door]:
    with remembering():
        doors = [door for opens in exchange_doors for door in opens(exchange, reader)]
    return sorted(doors, key=lambda door: door.place)


def doors_of_delegation(delegation: Delegation, reader: Any) -> list[Door]:
    with remembering():
        doors = [door for opens in delegation_doors for door in opens(delegation, reader)]
    return sorted(doors, key=lambda door: door.place)
