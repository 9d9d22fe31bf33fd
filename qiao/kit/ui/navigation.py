"""What stands in the header of every page. Each room registers its entries in `apps.ready()`."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core import checks
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from qiao.kit.access import may
from qiao.kit.registry import Registry


class Place(Enum):
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True)
class NavEntry:
    label: str | Promise
    url_name: str
    icon: str
    order: int
    permission: str = ""
    place: Place = Place.HEADER


@dataclass(frozen=True)
class NavLink:
    label: str | Promise
    url: str
    icon: str
    current: str  # the value of aria-current


navigation: Registry[NavEntry] = Registry("navigation entry")


def links(request: HttpRequest, place: Place = Place.HEADER) -> list[NavLink]:
    """The entries that this reader may open, in order, with the place where the reader is marked."""
    entries = sorted(navigation, key=lambda entry: entry.order)
    chosen = [entry for entry in entries if entry.place == place and _may_open(request, entry)]
    return [link for entry in chosen if (link := _link(entry, request.path))]


def _may_open(request: HttpRequest, entry: NavEntry) -> bool:
    return not entry.permission or may(getattr(request, "user", None), entry.permission)


def _link(entry: NavEntry, path: str) -> NavLink | None:
    """None for an address that is not there: the check below tells it, and pages stay up."""
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return NavLink(entry.label, url, entry.icon, current)


def check_navigation(**options: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"The navigation entry {name!r} leads to {entry.url_name!r}, which is no URL.", id="ui.E001"
        )
        for name, entry in navigation.items()
        if not _exists(entry.url_name)
    ]


def _exists(url_name: str) -> bool:
    try:
        return bool(reverse(url_name))
    except NoReverseMatch:
        return False
