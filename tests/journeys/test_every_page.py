"""Every page of the access matrix in Chromium: no violation of axe, no sideways scroll, an empty console.

A day sees every other page, the next day the rest, each in one of eight ways and neighbouring pages in
others, and judges the contrast of every third; `make test-long` sees each in all eight, contrast too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import THEMES, WIDTHS, _visit
from tests.site.test_access_matrix import expected, routes
from tests.support.world import ROLES, World, build_world, fill

Way = tuple[str, int, str]  # language, width, theme
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


def is_page(client: Client, path: str) -> bool:
    """Files, fragments and redirects are looked at elsewhere; axe cannot run inside a sandboxed mail."""
    answer = client.get(path)
    is_text = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    is_sandboxed = "sandbox" in answer.headers.get("Content-Security-Policy", "")
    return is_text and not is_sandboxed and not answer.streaming and b"</main>" in answer.content


def way_of(number: int) -> Way:
    return WAYS[number % len(WAYS)]


@dataclass
class Readers:
    """The browser as each reader of the world uses it: one session each, opened when it is first needed."""

    browser: Browser
    origin: str
    world: World
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def page_of(self, reader: str) -> Page:
        if reader not in self.contexts:
            context = self.contexts[reader] = self.browser.new_context(locale="en")
            cookies = self.world.client(reader).cookies.values()
            context.add_cookies(
                [{"name": each.key, "value": each.value, "url": self.origin} for each in cookies]
            )
        return self.contexts[reader].new_page()

    def client_of(self, reader: str) -> Client:
        """Its own session and not the browser's: one request may end the other's."""
        if reader not in self.clients:
            self.clients[reader] = self.world.client(reader)
        return self.clients[reader]

    def faults(self, route: str, reader: str, ways: list[Way], *, contrast: bool = True) -> list[str]:
        path = fill(route, self.world)
        seen = ways if is_page(self.client_of(reader), path) else []
        return [fault for way in seen for fault in self._faults(path, reader, way, contrast)]

    def _faults(self, path: str, reader: str, way: Way, contrast: bool) -> list[str]:
        language, width, theme = way
        address = self.origin + path.replace("/en/", f"/{language}/", 1)
        page = self.page_of(reader)
        try:
            name = f"page{path.replace('/', '_')}-{language}"
            _visit(page, address, name, 200, [(width, theme)], contrast=contrast)
        except AssertionError as fault:
            return [f"{address} as {reader}, {width} {theme}: {fault}"]
        finally:
            page.close()
        return []


@pytest.fixture
def readers(browser: Browser, live_server: Any) -> Iterator[Readers]:
    readers = Readers(browser, live_server.url, build_world())
    yield readers
    for context in readers.contexts.values():
        context.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_looks_right(readers: Readers, part: int):
    today = list(enumerate(pages()))[datetime.now(UTC).toordinal() % 2 :: 2]
    mine = [(number, *page) for number, page in today if number // 2 % PARTS == part]

    faults = [
        fault
        for number, *page in mine
        for fault in readers.faults(*page, [way_of(number)], contrast=number % 3 == 0)
    ]

    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_page_looks_right_in_every_way(readers: Readers, way: Way):
    faults = [fault for page in pages() for fault in readers.faults(*page, [way])]

    assert faults == []
