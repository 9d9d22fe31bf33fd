"""An organiser makes a session, moves it by key or by hand, sees a conflict named and mends it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.item import add_item
from qiao.rooms.programme.domain.place import add_place
from qiao.rooms.programme.models import ProgrammeItem
from tests.journeys.conftest import Look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fay() -> User:
    federation = Organisation.objects.create(
        kind="association",
        country="CN",
        name_zh="联合会",
        name_en="Federation",
        sort_en="federation",
        sort_zh="federation",
        publication=Publication.PUBLISHED,
    )
    user = create_account("fay@people.example", None, "en")
    Membership.objects.create(organisation=federation, user=user, role=MembershipRole.OWNER)
    return user


@pytest.fixture
def exchange(fay: User) -> Exchange:
    """In a hall and a room, with the welcome at nine."""
    values = {"name_zh": "海外人才交流活动", "name_en": "Talent Exchange", "seats": 10}
    days = {"starts_on": dt.date(2099, 5, 10), "ends_on": dt.date(2099, 5, 11)}
    made = create_exchange(Organisation.objects.get(), actor=fay, values=values | days)
    hall = add_place(made, actor=fay, values={"name_zh": "大厅", "name_en": "Hall", "capacity": 80})
    add_place(made, actor=fay, values={"name_zh": "会议室", "name_en": "Meeting room", "position": 1})
    start = made.starts_at + dt.timedelta(hours=9)
    welcome = {"kind": "welcome", "title_zh": "欢迎仪式", "title_en": "Welcome", "place": hall}
    add_item(made, actor=fay, values=welcome | {"starts_at": start, "ends_at": start + dt.timedelta(hours=1)})
    return made


def address(exchange: Exchange, language: str) -> str:
    with override(language):
        return reverse("programme:editor", args=[exchange.pk])


def test_session_is_made_and_moved_by_keyboard(
    page: Page, sign_in: Callable[..., None], look: Look, fay: User, exchange: Exchange
) -> None:
    sign_in(page, fay)
    page.goto(address(exchange, "en"))
    page.get_by_role("link", name="Add a session").click()
    page.get_by_label("Kind").select_option("film")
    page.locator("[name=title_en]").fill("Film of the district")
    page.get_by_label("Begins").fill("2099-05-10T10:00")
    page.get_by_label("Ends", exact=True).fill("2099-05-10T10:20")
    page.get_by_label("Place").select_option(label="Hall")
    look(page, "programme-new")
    page.get_by_role("button", name="Add the session").click()
    page.get_by_role("link", name="Back to the programme").click()
    expect(page.get_by_text("No conflicts")).to_be_visible()

    film = page.locator(".programme-session", has_text="Film of the district")
    film.press("ArrowUp")
    film.press("ArrowUp")

    said = page.get_by_role("status").filter(has_text="Film of the district")
    expect(said).to_contain_text("09:50–10:10, Hall. 1 conflict.")
    expect(page.get_by_text("“Film of the district” begins in Hall while “Welcome”")).to_be_visible()
    expect(film).to_be_focused()
    look(page, "programme-conflict")

    film.press("ArrowRight")

    expect(said).to_contain_text("09:50–10:10, Meeting room. 0 conflicts.")
    expect(page.get_by_text("No conflicts")).to_be_visible()
    assert ProgrammeItem.objects.get(title_en="Film of the district").version == 3


def test_session_is_dragged_into_a_conflict_and_mended_by_the_form(
    page: Page, sign_in: Callable[..., None], look: Look, fay: User, exchange: Exchange
) -> None:
    start = exchange.starts_at + dt.timedelta(hours=11)
    values: dict[str, Any] = {"kind": "film", "title_zh": "宣传片", "starts_at": start}
    item = add_item(exchange, actor=fay, values=values | {"ends_at": start + dt.timedelta(hours=1)})
    sign_in(page, fay)
    page.goto(address(exchange, "zh-hans"))
    film = page.locator(".programme-session", has_text="宣传片")
    welcome = page.locator(".programme-session", has_text="欢迎仪式")

    film.drag_to(welcome, source_position={"x": 20, "y": 2}, target_position={"x": 20, "y": 4})

    expect(page.get_by_role("status").filter(has_text="宣传片")).to_contain_text("大厅")
    expect(page.locator(".conflicts").get_by_text("宣传片").first).to_be_visible()
    film.click()
    expect(page.get_by_text("请调整其中一项的时间，或另选地点。")).to_be_visible()
    look(page, "programme-session")
    page.get_by_label("地点").select_option(label="会议室")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("议程已保存。")).to_be_visible()
    assert ProgrammeItem.objects.get(pk=item.pk).place.name_zh == "会议室"  # type: ignore[union-attr]
