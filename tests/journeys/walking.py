"""Several people walk one path in one browser, each in the language of their own."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.models import User
from tests.journeys.conftest import Look

SignIn = Callable[[Page, Any], None]


@dataclass
class Walk:
    page: Page
    sign_in: SignIn
    look: Look
    languages: dict[str, str]  # by the first part of the person's address

    @contextmanager
    def as_(self, user: User | None) -> Iterator[Page]:
        """What follows is done by this person; None is whoever has a link and no account."""
        self.page.context.clear_cookies()
        if user is not None:
            self.sign_in(self.page, user)
        name = "" if user is None else str(user.email).partition("@")[0]
        with translation.override(self.languages[name]):
            yield self.page

    def open(self, name: str, *args: Any) -> None:
        self.page.goto(reverse(name, args=args))

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"#id_{name}").fill(value)

    def press(self, label: str) -> None:
        self.page.locator("#main").get_by_role("button", name=label, exact=True).click()

    def follow(self, label: str) -> None:
        self.page.locator("#main").get_by_role("link", name=label, exact=True).first.click()

    def save(self) -> None:
        self.press(_("Save"))

    def confirm(self, label: str) -> None:
        """A button that asks before it acts."""
        self.page.locator("details.confirm summary", has_text=label).click()
        self.page.locator("details[open]").get_by_role("button", name=label).click()

    def told(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


def clock(days: float, zone: str = "Asia/Shanghai") -> str:
    """So many days from now, as a field for a moment takes it."""
    return f"{timezone.now().astimezone(ZoneInfo(zone)) + dt.timedelta(days=days):%Y-%m-%dT%H:%M}"
