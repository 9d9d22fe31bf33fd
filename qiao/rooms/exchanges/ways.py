"""The doors of this room itself, and the navigation of the pages of one exchange."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.addresses import exchange_path
from qiao.rooms.exchanges.doors import Door, doors_of_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.standing import standing_at

DELEGATIONS = ("exchanges:delegation", "exchanges:member")


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
    standing = standing_at(exchange, reader)
    if standing.lists_delegations:
        yield Door(_("Delegations"), _path("delegations", exchange), "users", 35, pages=DELEGATIONS)
    if standing.owns or standing.is_operator:
        yield _tool(_("Partners"), _path("partners", exchange), "handshake", 60, "exchanges:partner")
        yield _tool(_("Decisions"), _path("decisions", exchange), "vote", 70, "exchanges:decision")
    if standing.owns:
        yield _tool(_("Deadlines"), _path("deadlines", exchange), "alarm-clock", 80, "exchanges:deadline")
        yield _tool(_("Settings"), _path("exchange_edit", exchange), "settings", 90)


def _tool(label: str | Promise, url: str, icon: str, place: int, *pages: str) -> Door:
    return Door(label, url, icon, place, is_for_owners=True, pages=pages)


def _path(name: str, exchange: Exchange) -> str:
    return reverse(f"exchanges:{name}", args=[exchange.pk])


def ways_of(exchange: Exchange, reader: Any, path: str, page: str = "") -> Ways:
    """With the door marked behind which the reader is: `page` is the name of the page at `path`."""
    doors = doors_of_exchange(exchange, reader)
    here = _here(doors, path, page)
    ways = {door: Way(door.label, door.url, door.icon, _current(door.url, here, path)) for door in doors}
    return Ways(
        [way for door, way in ways.items() if not door.is_for_owners],
        [way for door, way in ways.items() if door.is_for_owners],
    )


def _here(doors: list[Door], path: str, page: str) -> str:
    """By the longest name that a door gives, else by the longest address; the overview is only itself."""
    named = {begins: door.url for door in doors for begins in door.pages if page.startswith(begins)}
    if named:
        return named[max(named, key=len)]
    above = [door.url for door in doors if path.startswith(door.url) and door.place]
    return max(above, key=len, default=path)


def _current(url: str, here: str, path: str) -> str:
    if url != here:
        return ""
    return "page" if url == path else "true"
