"""A person puts choices in order, and a host applicants: by key, by button and by dragging, and by numbers
where there is no script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import Browser, Page, expect

from qiao.rooms.accounts.models import User
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.placement.domain.content import codes_of, tiers_of
from qiao.rooms.placement.models import MatchingRound, RoundPost
from tests.journeys.conftest import Look
from tests.rooms.placement.conftest import (
    applied,
    ari,
    association,
    centre,
    co_organiser,
    draft,
    exchange,
    fay,
    federation,
    host,
    hui,
    offered,
    opened,
    organiser,
    people,
    posts,
    prepared,
)
from tests.rooms.placement.factory import entry

__all__ = [
    "applied",
    "ari",
    "association",
    "centre",
    "co_organiser",
    "draft",
    "exchange",
    "fay",
    "federation",
    "host",
    "hui",
    "offered",
    "opened",
    "organiser",
    "people",
    "posts",
    "prepared",
]
pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]


def handle(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=_("Move %(name)s") % {"name": name}, exact=True)


def order(page: Page) -> list[tuple[str, str]]:
    """What stands on the page, from above."""
    return [
        (str(row.get_attribute("data-one")), row.locator("input").input_value())
        for row in page.locator("[data-row]").all()
    ]


def certify(page: Page) -> None:
    page.locator("summary", has_text=_("Certify the list")).click()
    page.get_by_role("button", name=_("Certify the list"), exact=True).click()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_person_puts_choices_in_order(
    page: Page, look: Look, sign_in: SignIn, opened: MatchingRound, people: dict[str, User], language: str
) -> None:
    own = entry(opened, people["lin"])
    Opportunity.objects.filter(title_en="Maps").update(title_zh="高精地图研究员")
    with translation.override(language):
        sign_in(page, people["lin"])
        page.goto(reverse("placement:list", args=[own.pk]))
        said = page.locator("[data-order-said]")
        sensors, maps = (name for name, _number in order(page))
        page.get_by_role("button", name=f"{pgettext('order', 'Put in')}: {maps}").click()
        expect(said).to_have_text(_told(maps, 1, 1))
        expect(handle(page, maps)).to_be_focused()
        handle(page, sensors).press("ArrowDown")
        expect(said).to_have_text(_told(sensors, 2, 2))
        assert order(page) == [(maps, "1"), (sensors, "2")]
        handle(page, sensors).press("ArrowUp")
        expect(handle(page, sensors)).to_be_focused()
        assert order(page) == [(sensors, "1"), (maps, "2")]
        handle(page, sensors).drag_to(page.locator("[data-row]").last, target_position={"x": 90, "y": 45})
        expect(said).to_have_text(_told(sensors, 2, 2))
        page.get_by_role("button", name=_("Keep the list"), exact=True).click()
        expect(page.get_by_text(_("Your list is kept. It counts once you certify it.")).first).to_be_visible()
        look(page, "rank-order")
        assert codes_of(entry(opened, people["lin"])) == ["p2", "p1"]
        page.get_by_role("button", name=f"{pgettext('order', 'Take out')}: {maps}").click()
        expect(said).to_have_text(_("{one}: not in the list").replace("{one}", maps))
        assert order(page) == [(sensors, "1"), (maps, "")]
        certify(page)
        unkept = page.get_by_text(_("You have changed the order: keep it first, or load the page again."))
        expect(unkept).to_be_focused()
        own.refresh_from_db()
        assert not own.is_certified
        page.reload()
        certify(page)
        expect(page.get_by_role("button", name=_("Open the list again"))).to_be_visible()
        own.refresh_from_db()
        assert (own.is_certified, codes_of(own)) == (True, ["p2", "p1"])


def test_host_ties_applicants(
    page: Page, look: Look, sign_in: SignIn, opened: MatchingRound, people: dict[str, User], hui: User
) -> None:
    post = RoundPost.objects.get(round=opened, number=1)
    sign_in(page, hui)
    page.goto(reverse("placement:post", args=[post.pk]))
    names = [name for name, _number in order(page)]
    for name in names:
        handle(page, name).press("ArrowUp")
    handle(page, names[1]).press("ArrowRight")
    expect(page.locator("[data-order-said]")).to_have_text(f"{names[1]}: place 1 of 2, tied")
    assert [number for _name, number in order(page)] == ["1", "1", "2"]
    row = page.locator("[data-row]")
    handle(page, names[2]).drag_to(row.first, target_position={"x": 90, "y": 30})
    assert {number for _name, number in order(page)} == {"1"}
    handle(page, names[0]).press("ArrowLeft")
    handle(page, names[0]).press("Delete")
    page.get_by_role("button", name="Keep the list", exact=True).click()
    expect(page.get_by_text("The list as it is kept")).to_be_visible()
    look(page, "rank-order-ties")

    codes = {entry(opened, user).code for user in people.values()}
    (tied,) = tiers_of(RoundPost.objects.get(pk=post.pk).ranking)
    assert len(tied) == 2
    assert set(tied) < codes


def test_without_a_script_numbers_are_written(
    browser: Browser,
    live_server: Any,
    page: Page,
    sign_in: SignIn,
    opened: MatchingRound,
    people: dict[str, User],
) -> None:
    own = entry(opened, people["lin"])
    sign_in(page, people["lin"])
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    bare = context.new_page()
    bare.goto(reverse("placement:list", args=[own.pk]))
    expect(bare.locator("[data-handle]").first).to_be_hidden()
    bare.locator("#id_rank_p2").fill("1")
    bare.get_by_role("button", name="Keep the list", exact=True).click()
    expect(bare.get_by_text("Your list is kept.").first).to_be_visible()
    context.close()

    assert codes_of(entry(opened, people["lin"])) == ["p2"]


def _told(name: str, place: int, count: int) -> str:
    values = {"{one}": name, "{place}": str(place), "{count}": str(count)}
    said = _("{one}: place {place} of {count}")
    for mark, value in values.items():
        said = said.replace(mark, value)
    return said
