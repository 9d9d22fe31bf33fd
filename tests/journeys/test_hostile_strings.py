"""Stored hostile strings in lists, entries, forms, activity and searches: nothing runs, no page breaks."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, Request

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.organisation import change_organisation, create_organisation
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.domain.person import create_person
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Contact, Equipment, Fact, Organisation, Unit
from tests.journeys.conftest import Overheard, _context, _sideways, settle
from tests.security.strings import rows
from tests.support.world import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
UNBROKEN = "W" * 190
WIDTHS = {"zh-hans": 390, "en": 1280}


@dataclass
class Watch:
    """What a string that came alive would do: open a dialog, set the canary, ask another host, complain."""

    page: Page
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heard = Overheard.on(self.page)
        self.page.on(
            "dialog", lambda dialog: (self.found.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        self.page.on("request", self._foreign)

    def _foreign(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1", None}:
            self.found.append(f"asked {request.url}")

    def faults(self) -> list[str]:
        ran = self.page.evaluate("() => window.qiao_xss")
        wide = [f"sticks out: {element}" for element in _sideways(self.page)]
        return [*self.found, *self.heard.lines, *wide, *(["the canary is set"] if ran is not None else [])]


@pytest.fixture
def world(live_server: Any) -> World:
    return build_world()


@pytest.fixture
def hostile(world: World) -> Organisation:
    """Entries whose names, towns and positions are hostile, and one that holds everything."""
    operator = world.users["operator"]
    with transaction.atomic():
        whole = _organisation(operator, f"0 {UNBROKEN}")
        for value in [UNBROKEN, *_packs(190)]:
            _organisation(operator, f"0 {value}")
            names = [PersonNameDraft(value=value, language="zh"), PersonNameDraft(value=value, language="en")]
            create_person(actor=operator, names=names, values={}, organisation=whole, position_en=value)
            _parts(whole, operator, value)
    return whole


def _packs(room: int) -> list[str]:
    """All strings that a name takes, as many together as there is room for."""
    packs = [""]
    for row in rows():
        if (
            len(row.value) < room
            and not row.must_be_refused
            and not any(ord(sign) < 32 for sign in row.value)
        ):
            fits = len(packs[-1]) + len(row.value) < room
            packs = [*packs[:-1], f"{packs[-1]} {row.value}"] if fits else [*packs, row.value]
    return packs


def _organisation(actor: User, name: str) -> Organisation:
    names = [NameDraft(value=name, language="zh"), NameDraft(value=name, language="en")]
    values = {"kind": "company", "country": "CN", "city_zh": name[:100], "city_en": name[:100]}
    organisation: Organisation = create_organisation(actor=actor, names=names, values=values)
    set_publication(organisation, actor=actor, state=Publication.PUBLISHED)
    return organisation


def _parts(organisation: Organisation, actor: User, value: str) -> None:
    pair = {"zh": value, "en": value}
    change_organisation(
        organisation,
        actor=actor,
        values={
            f"{name}_{language}": text
            for name in ("positioning", "core_business")
            for language, text in pair.items()
        },
    )
    unit = Unit(
        organisation=organisation, name_zh=value, name_en=value, description_zh=value, description_en=value
    )
    add_part(unit, actor=actor)
    add_part(Equipment(unit=unit, name_zh=value, name_en=value, specification_en=value), actor=actor)
    fact = Fact(organisation=organisation, label_zh=value[:120], label_en=value[:120], value=value[:60])
    add_part(fact, actor=actor)
    add_part(
        Contact(organisation=organisation, role_zh=value[:120], role_en=value[:120], phone="+1 212 555 0100"),
        actor=actor,
    )


def pages(whole: Organisation) -> list[str]:
    markup = [row.value for row in rows() if row.inert and "<" in row.value]
    searches = [f"directory/organisations/?q={quote(value)}" for value in markup[:3]]
    return [
        "directory/organisations/",
        "directory/people/",
        f"directory/organisations/{whole.pk}/",
        f"directory/organisations/{whole.pk}/profile/",
        f"directory/organisations/{whole.pk}/duplicates/",
        "directory/",
        "directory/duplicates/",
        "activity/",
        *searches,
    ]


def test_stored_strings_stay_dead_in_chromium(
    browser: Browser, live_server: Any, world: World, hostile: Organisation
) -> None:
    cookies = [
        {"name": each.key, "value": each.value, "url": live_server.url}
        for each in world.client("operator").cookies.values()
    ]
    wrong = {}
    for language, width in WIDTHS.items():
        with _context(browser, viewport={"width": width, "height": 900}) as context:
            context.add_cookies(cookies)  # type: ignore[arg-type]  # plain dicts are what it takes
            for path in pages(hostile):
                watch = Watch(context.new_page())
                answer = watch.page.goto(f"{live_server.url}/{language}/{path}", wait_until="load")
                if faults := [*watch.faults(), *([] if answer and answer.ok else ["not shown"])]:
                    wrong[language, path] = faults
                watch.page.close()
            wrong |= _suggested(context, f"{live_server.url}/{language}/directory/organisations/")

    assert wrong == {}


def _suggested(context: BrowserContext, address: str) -> dict[Any, list[str]]:
    """What appears while somebody types."""
    watch = Watch(context.new_page())
    watch.page.goto(address, wait_until="load")
    with watch.page.expect_response(lambda answer: "q=" in answer.url):
        watch.page.locator("main input[name=q]").first.fill("<script>window")
    settle(watch.page)
    faults = watch.faults()
    return {address: faults} if faults else {}


def test_a_string_that_comes_alive_is_noticed(browser: Browser, live_server: Any) -> None:
    with _context(browser) as context:
        page = context.new_page()
        watch = Watch(page)
        page.goto(f"{live_server.url}/en/")
        page.set_content("<script>window.qiao_xss = 1; alert(1)</script><img src=http://attacker.invalid>")

        assert [line[:6] for line in watch.faults() if line[:6] in {"dialog", "the ca", "asked "}] != []
