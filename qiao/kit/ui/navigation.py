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
# By the name of a page, such as "applications:queue": the entry that it belongs to, where its address would
# mark another.
pages_under: Registry[str] = Registry("page under a navigation entry")


def links(request: HttpRequest, place: Place = Place.HEADER) -> list[NavLink]:
    """The entries that this reader may open, in order, with the place where the reader is marked."""
    entries = sorted(navigation.items(), key=lambda item: item[1].order)
    chosen = [each for each in entries if each[1].place == place and _may_open(request, each[1])]
    under = _under(request)
    return [
        link
        for name, entry in chosen
        if (link := _link(entry, request.path, under and ("true" if under == name else "")))
    ]


def _under(request: HttpRequest) -> str | None:
    """The entry that the page names as its own."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    return pages_under.get(page) if page in pages_under else None


def _may_open(request: HttpRequest, entry: NavEntry) -> bool:
    return not entry.permission or may(getattr(request, "user", None), entry.permission)


def _link(entry: NavEntry, path: str, mark: str | None) -> NavLink | None:
    """None for an address that is not there: the check below tells it, and pages stay up. Without a mark the
    address of the page decides."""
    try:
        url = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    by_address = "page" if path == url else "true" if path.startswith(url) else ""
    return NavLink(entry.label, url, entry.icon, by_address if mark is None else mark)


def check_navigation(**options: Any) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = [
        checks.Error(
            f"The navigation entry {name!r} leads to {entry.url_name!r}, which is no URL.", id="ui.E001"
        )
        for name, entry in navigation.items()
        if not _exists(entry.url_name)
    ]
    for page, name in pages_under.items():
        if name not in navigation:
            found.append(checks.Error(f"No navigation entry {name!r} for the page {page!r}.", id="ui.E002"))
    return found


def _exists(url_name: str) -> bool:
    try:
        return bool(reverse(url_name))
    except NoReverseMatch:
        return False
