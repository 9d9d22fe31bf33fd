"""From a change of the programme to the mails about it, and to the itinerary on a phone without a network."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.enums import DecisionKind
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem
from tests.rooms.exchanges.conftest import VALUES, account, organisation
from tests.rooms.programme.releasing import release, seat

PHONE = {"width": 390, "height": 844}
SignIn = Callable[[Page, Any], None]


@pytest.fixture
def fay(transactional_db: None) -> User:
    return account("fay", organisation("Federation", kind="association", country="CN", name_zh="联合会"))


@pytest.fixture
def partner(fay: User) -> Partner:
    federation = fay.memberships.get().organisation
    exchange = create_exchange(federation, actor=fay, values=VALUES)
    partner = exchange.partners.get()
    propose(partner, actor=fay, kind=DecisionKind.RELEASE)
    return Partner.objects.select_related("exchange", "organisation").get(pk=partner.pk)


@pytest.fixture
def columbia(partner: Partner, fay: User) -> Delegation:
    return _delegation(partner, fay, "Columbia University", "una")


@pytest.fixture
def talks(partner: Partner, columbia: Delegation, fay: User) -> dict[str, ProgrammeItem]:
    """Each of two universities has a talk of its own; both are released, and Ann and Dan sit in them."""
    duke = _delegation(partner, fay, "Duke University", "don")
    made = {}
    for name, delegation, hour in (("Batteries", columbia, 10), ("Radar", duke, 14)):
        made[name] = _item(partner.exchange, name, hour)
        made[name].delegations.add(delegation)
    seat(columbia, "Ann")
    seat(duke, "Dan")
    release(partner, fay)
    return made


def test_change_is_released_and_read_on_a_phone_without_a_network(
    page: Page,
    browser: Browser,
    live_server: Any,
    sign_in: SignIn,
    look: Callable[..., None],
    talks: dict[str, ProgrammeItem],
    partner: Partner,
    fay: User,
) -> None:
    run_ready_jobs(["default"])
    OutboxMail.objects.all().delete()
    moved = talks["Batteries"]
    moved.starts_at += dt.timedelta(hours=1)
    moved.ends_at += dt.timedelta(hours=1)
    moved.save()

    sign_in(page, fay)
    page.goto(f"/en/programme/{partner.exchange_id}/releases/")
    expect(page.get_by_text("differs from the last release in 1 place")).to_be_visible()
    page.get_by_role("link", name="Prepare release 2").click()
    expect(page.get_by_role("heading", name="2 people get a mail")).to_be_visible()
    expect(page.get_by_text("dan@people.example")).to_have_count(0)
    look(page, "release-new")
    page.get_by_role("button", name="Release and send 2 mails").click()
    expect(page.get_by_text("The programme has been released.")).to_be_visible()

    run_ready_jobs(["default"])
    written = OutboxMail.objects.filter(template="programme.changes")
    assert sorted(written.values_list("recipient", flat=True)) == ["ann@people.example", "una@people.example"]
    ann = written.get(recipient="ann@people.example")
    assert "“Batteries” on 10 May moved from 10:00–11:00 to 11:00–12:00." in ann.text
    assert b"STATUS:CONFIRMED" in bytes(ann.attachments.get().content)

    address = next(line for line in ann.text.splitlines() if "/itineraries/" in line).split("/en/")[1]
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="en")
    phone = context.new_page()
    sign_in(phone, User.objects.get(email="ann@people.example"))
    phone.goto(f"/en/{address}")
    expect(phone.get_by_text("moved from 10:00–11:00 to 11:00–12:00").first).to_be_visible()
    look(phone, "itinerary")
    expect(phone.get_by_text("This device keeps it")).to_be_visible(timeout=30_000)

    context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Batteries")).to_be_visible()
    expect(phone.get_by_text("There is no network.")).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.querySelector('.day ol')).listStyleType") == "none"
    paper = "fetch(document.querySelector('a[href$=\".pdf\"]').href).then(answer => answer.status)"
    assert phone.evaluate(paper) == 200
    context.close()


def _delegation(partner: Partner, actor: User, university: str, head: str) -> Delegation:
    account(head)
    invited = invite_delegation(
        partner,
        actor=actor,
        organisation=organisation(university),
        head_email=f"{head}@people.example",
        seats=2,
        language="en",
    )
    return accept_delegation(invited, head=User.objects.get(email=f"{head}@people.example"))


def _item(exchange: Exchange, title: str, hour: int) -> ProgrammeItem:
    starts_at = exchange.starts_at + dt.timedelta(hours=hour)
    hall, _made = Place.objects.get_or_create(exchange=exchange, name_en="Hall", name_zh="大厅")
    return ProgrammeItem.objects.create(
        exchange=exchange,
        kind="panel",
        title_en=title,
        title_zh=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        place=hall,
        audience="chosen",
    )
