"""Every page of the access matrix in Chromium: no violation of axe, no sideways scroll, an empty console.

Each run sees each page in two ways that share neither language, width nor theme; `make test-long` sees
it in all eight.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import THEMES, WIDTHS, _context, _visit
from tests.site.test_access_matrix import expected, routes
from tests.support.world import ROLES, World, build_world, fill

LANGUAGES = ("zh-hans", "en")
WAYS = [(language, width, theme) for language in LANGUAGES for width in WIDTHS for theme in THEMES]
PARTS = 4
READERS = ("owner", "operator", "stranger", "anonymous", "member", "manager")
pytestmark = pytest.mark.django_db(transaction=True)


def pages() -> list[tuple[str, str]]:
    """Each route that answers a GET, with a reader who may see it."""
    table = expected()
    found = []
    for route in routes():
        cells = table.get(("GET", route), dict.fromkeys(ROLES, "deny"))
        reader = next((role for role in READERS if cells[role] == "ok"), None)
        if reader and not route.startswith(("api/", "files/")):
            found.append((route, reader))
    return found


def is_page(world: World, path: str, reader: str) -> bool:
    """Files, fragments and redirects are looked at elsewhere; axe cannot run inside a sandboxed mail."""
    answer = world.client(reader).get(path)
    is_text = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    is_sandboxed = "sandbox" in answer.headers.get("Content-Security-Policy", "")
    return is_text and not is_sandboxed and not answer.streaming and b"</main>" in answer.content


def seen(number: int) -> list[tuple[str, int, str]]:
    return [WAYS[number % len(WAYS)], WAYS[-1 - number % len(WAYS)]]


@pytest.fixture
def world(live_server: Any) -> World:
    return build_world()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_looks_right_in_two_ways(browser: Browser, live_server: Any, world: World, part: int):
    mine = [(number, *page) for number, page in enumerate(pages()) if number % PARTS == part]

    faults = [
        fault for n, *page in mine for fault in look_at(browser, live_server.url, world, *page, seen(n))
    ]

    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_page_looks_right_in_every_way(browser: Browser, live_server: Any, world: World, way: Any):
    faults = [fault for page in pages() for fault in look_at(browser, live_server.url, world, *page, [way])]

    assert faults == []


def look_at(
    browser: Browser, origin: str, world: World, route: str, reader: str, ways: list[tuple[str, int, str]]
) -> list[str]:
    path = fill(route, world)
    return [
        fault
        for way in (ways if is_page(world, path, reader) else [])
        for fault in _faults(browser, origin, world, path, reader, way)
    ]


def _faults(
    browser: Browser, origin: str, world: World, path: str, reader: str, way: tuple[str, int, str]
) -> list[str]:
    language, width, theme = way
    address = origin + path.replace("/en/", f"/{language}/", 1)
    name = f"page{path.replace('/', '_')}-{language}-{width}-{theme}"
    viewport = {"width": width, "height": 900}
    with _context(browser, viewport=viewport, color_scheme=theme) as context:
        cookies = world.client(reader).cookies.values()
        context.add_cookies([{"name": each.key, "value": each.value, "url": origin} for each in cookies])
        try:
            _visit(context.new_page(), address, name, 200)
        except AssertionError as fault:
            return [f"{address} as {reader}, {way}: {fault}"]
    return []
