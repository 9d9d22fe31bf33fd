"""A person's path in real Chromium, and the look of each page that it passes."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

WIDTHS = (1280, 390)
THEMES = ("light", "dark")
AXE = AXE_FILE_PATH.read_text("utf-8")
FORM_WITH_ERRORS = 422
IS_THOROUGH = "QIAO_THOROUGH" in os.environ  # what `make test-long` sets
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"]

Look = Callable[..., None]


def _chromium() -> str | None:
    """QIAO_CHROMIUM, a Chromium of the system (without windows where there is one, which starts pages in half
    the time), or (None) the one that Playwright has fetched."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return os.environ.get("QIAO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        except Error as error:
            sentence = f"Chromium does not start; install it (apt-get install chromium): {error.message}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)
        yield found
        found.close()


@dataclass
class Overheard:
    """What the browser said while a page was used: console lines, script errors, refused requests."""

    lines: list[str]

    @classmethod
    def on(cls, page: Page) -> "Overheard":
        heard = cls([])
        page.on("console", lambda message: heard.lines.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.lines.append(f"error: {error}"))
        return heard

    def besides_status(self, status: int) -> list[str]:
        """Chromium writes a line for the answer of an error page itself."""
        return [line for line in self.lines if status < 400 or f"status of {status}" not in line]


@contextmanager
def _context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    options = {
        "locale": "en",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    } | options
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    try:
        yield context
    finally:
        context.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh reader; addresses are relative to the live server. The console must stay empty."""
    with _context(browser, base_url=live_server.url) as context:
        page = context.new_page()
        heard = Overheard.on(page)
        yield page
        assert heard.besides_status(FORM_WITH_ERRORS) == []


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """`sign_in(page, user)`: the reader is signed in without going through the sign-in pages."""

    def enter(page: Page, user: Any) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes

    return enter


@pytest.fixture
def look(browser: Browser) -> Look:
    """`look(page, name)`: the address where `page` is, opened anew, in two ways that share neither width nor
    theme; under `make test-long`, and where pictures are taken, in all four.

    The expected status, no component left as text, an empty console, no sideways scroll, no violation of
    axe; contrast, three quarters of the time of axe, in the last way, and in all under `make test-long`.
    Pictures go to $QIAO_SCREENSHOTS when it is set.
    """

    def visit(page: Page, name: str, *, status: int = 200) -> None:
        ways = [(width, theme) for theme in THEMES for width in WIDTHS]
        ways = ways if IS_THOROUGH or "QIAO_SCREENSHOTS" in os.environ else [ways[0], ways[-1]]
        with _context(browser, storage_state=page.context.storage_state()) as context:
            _visit(context.new_page(), page.url, name, status, ways)

    return visit


@pytest.fixture
def look_here() -> Look:
    """`look_here(page, name)`: the page as it stands now (an open dialog, a form with errors)."""
    return examine


def _visit(
    page: Page, url: str, name: str, status: int, ways: Sequence[tuple[int, str]], *, contrast: bool = True
) -> None:
    """Looks at the address in each way, at contrast in the last one; it is opened for each theme."""
    heard = Overheard.on(page)
    shown = None
    for number, (width, theme) in enumerate(ways):
        _turn(page, width, theme)
        if theme != shown:
            _open(page, url, name, status)
            shown = theme
        is_last = number == len(ways) - 1
        examine(page, f"{name}-{width}-{theme}", contrast=(contrast and is_last) or IS_THOROUGH)
    assert heard.besides_status(status) == [], name


def _open(page: Page, url: str, name: str, status: int) -> None:
    answer = page.goto(url, wait_until="load")
    assert answer is not None
    assert answer.status == status, f"{name}: {url} answers {answer.status}"
    assert "<c-" not in answer.text(), f"{name}: a component stayed text"


def _turn(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]


def examine(page: Page, name: str, *, contrast: bool = True) -> None:
    settle(page)
    _photograph(page, name)
    assert _sideways(page) == [], f"{name}: wider than the window"
    assert _violations(page, contrast=contrast) == [], name


def settle(page: Page) -> None:
    """Waits for fonts, for fragments under way and for the next picture."""
    page.wait_for_load_state("load")
    page.evaluate(
        """async () => {
          await document.fonts.ready
          const end = performance.now() + 10_000
          while (document.querySelector(".htmx-request") && performance.now() < end)
            await new Promise((then) => setTimeout(then, 20))
          await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))
        }"""
    )


def _photograph(page: Page, name: str) -> None:
    if folder := os.environ.get("QIAO_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _sideways(page: Page) -> list[str]:
    """What sticks out, when the page scrolls sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth
          if (document.documentElement.scrollWidth <= wide) return []
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > wide + 1)
            .map((element) => element.outerHTML.slice(0, 120))
        }"""
    )
    return found


def _violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Axe comes in through the debugger, so that the page keeps its own strict policy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
