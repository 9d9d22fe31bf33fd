"""The doors of this room itself, and the navigation of the pages of one exchange."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.addresses import exchange_path
from qiao.rooms.exchanges.doors import Door, doors_of_exchange
from qiao.rooms.exchanges.models import Exchange


@dataclass(frozen=True, slots=True)
class Way:
    label: str | Promise
    url: str
    icon: str
    current: str  # the value of aria-current


@dataclass(frozen=True, slots=True)
class Ways:
    everybody: list[Way]
    owners: list[Way]


def own_doors(exchange: Exchange, reader: Any) -> Iterable[Door]:
    yield Door(_("Overview"), exchange_path(exchange), "house", 0)


def ways_of(exchange: Exchange, reader: Any, path: str) -> Ways:
    """The longest address that the page lies under is where the reader is, the overview only itself."""
    doors = doors_of_exchange(exchange, reader)
    above = [door.url for door in doors if path.startswith(door.url) and door.place]
    here = max(above, key=len, default=path)
    ways = {door: Way(door.label, door.url, door.icon, _current(door.url, here, path)) for door in doors}
    return Ways(
        [way for door, way in ways.items() if not door.is_for_owners],
        [way for door, way in ways.items() if door.is_for_owners],
    )


def _current(url: str, here: str, path: str) -> str:
    if url != here:
        return ""
    return "page" if url == path else "true"
