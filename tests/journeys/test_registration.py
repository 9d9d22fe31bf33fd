"""On a phone: a head of delegation registers two members with their needs, and the kitchen sees numbers."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.domain.registering import submit_delegation
from qiao.rooms.exchanges.enums import DecisionKind
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.registration.domain.form import add_page
from qiao.rooms.registration.domain.question import add_option, add_question
from tests.journeys.conftest import Look
from tests.rooms.exchanges.conftest import VALUES, account, organisation

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]


@dataclass
class Story:
    fay: User
    una: User
    exchange: Exchange
    delegation: Delegation
    members: list[DelegationMember]


@pytest.fixture
def story(db: None) -> Story:
    federation = organisation("Federation", kind="association", country="CN", name_zh="联合会")
    fay, una = account("fay", federation), account("una")
    exchange = create_exchange(federation, actor=fay, values=VALUES)
    partner = exchange.partners.get()
    propose(partner, actor=fay, kind=DecisionKind.RELEASE)
    columbia = organisation("Columbia University", name_zh="哥伦比亚大学")
    invited = invite_delegation(partner, actor=fay, organisation=columbia, head_email=una.email, seats=2)
    delegation = accept_delegation(invited, head=una)
    members = [name_member(delegation, actor=una, name_en=name) for name in ("Lin Wen", "Noa Berg")]
    _form(exchange, fay)
    noon = exchange.starts_at + dt.timedelta(hours=12)
    ProgrammeItem.objects.create(
        exchange=exchange, kind="meal", title_en="Lunch", title_zh="午餐", starts_at=noon,
        ends_at=noon + dt.timedelta(hours=1),
    )  # fmt: skip
    return Story(fay, una, exchange, Delegation.objects.get(pk=delegation.pk), members)


def _form(exchange: Exchange, fay: User) -> None:
    page = add_page(exchange, actor=fay, values={"title_en": "About you", "title_zh": "关于您"})
    common: dict[str, Any] = {"scope": "person", "required": "submission"}
    talk = {"kind": "yes_no", "label_en": "Will you give a talk?", "label_zh": "您是否作报告？"}
    asked = add_question(page, actor=fay, values=common | talk)
    topic = {"kind": "one", "label_en": "On which theme?", "label_zh": "报告主题是什么？"}
    question = add_question(
        page, actor=fay, values=common | topic | {"shown_if": asked, "shown_for": ["yes"]}
    )
    for zh, en in (("引进国际人才", "Introducing talent"), ("科研合作", "Research cooperation")):
        add_option(question, actor=fay, values={"label_zh": zh, "label_en": en})


def test_head_registers_two_members_on_a_phone(story: Story, page: Page, sign_in: SignIn, look: Look) -> None:
    sign_in(page, story.una)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("registration:delegation", args=[story.delegation.pk]))
    expect(page.get_by_role("heading", name="2 answers are missing before the submission")).to_be_visible()
    look(page, "registration-delegation")

    page.get_by_role("link", name="Will you give a talk?").first.click()
    page.goto(page.url.partition("#")[0])
    look(page, "registration-answers")
    page.get_by_label("Yes").check()
    page.get_by_label("Research cooperation").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Research cooperation")).to_be_visible()

    page.get_by_role("link", name=re.compile("Fill in ?: Needs")).click()
    page.get_by_label("Vegan").check()
    page.get_by_label("Allergies: what exactly").fill("Kiwi")
    look(page, "registration-needs")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Something else Kiwi")).to_be_visible()

    page.get_by_role("link", name=re.compile("Fill in ?: Arrival")).click()
    page.get_by_label("Date and time there").fill("2099-05-09T14:30")
    page.get_by_label("Flight or train number").fill("CA 982")
    page.get_by_label("Please fetch me").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Fill in ?: Nights and room")).click()
    page.get_by_label("First night").fill("2099-05-09")
    page.get_by_role("spinbutton").fill("2")
    page.get_by_role("button", name="Save").click()
    look(page, "registration-member")

    page.get_by_role("link", name="Columbia University").click()
    page.get_by_role("link", name="Will you give a talk?").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Columbia University").click()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    assert submit_delegation(story.delegation, actor=story.una).state == "submitted"


def test_kitchen_sees_numbers_until_the_link_is_taken_back(
    story: Story, page: Page, sign_in: SignIn, look: Look
) -> None:
    sign_in(page, story.fay)
    page.goto(reverse("registration:totals", args=[story.exchange.pk]))
    page.get_by_label("For which caterer").fill("Kitchen")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("link", name="/registration/totals/")
    address = link.get_attribute("href")
    assert address is not None
    look(page, "registration-totals")

    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    expect(page.get_by_text("Lin Wen")).to_have_count(0)
    look(page, "registration-shared")

    sign_in(page, story.fay)
    page.goto(reverse("registration:totals", args=[story.exchange.pk]))
    page.locator("summary", has_text="Take back").click()
    page.locator("details").get_by_role("button", name="Take back").click()
    page.context.clear_cookies()
    answer = page.request.get(address)
    assert answer.status == 404
