"""An exchange in a browser: an organiser invites a university, its head accepts, names four members, swaps
one, asks for a letter and submits, and the organiser approves."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.deadline import set_deadline
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, DelegationState, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.letters.domain.settings import set_settings
from qiao.rooms.privacy.domain.purpose import keep_registered_purposes

PASSPORT = {
    "name_latin": "ROTH UNA",
    "number": "E12345678",
    "born_on": "1990-02-03",
    "expires_on": "2099-01-01",
    "applies_at": "Consulate General in New York",
}
LETTERS = {
    "code": "QIAO",
    "signatory_zh": "王林",
    "signatory_en": "Wang Lin",
    "purpose_zh": "人才与科技交流",
    "purpose_en": "Talent and technology exchange",
    "costs_zh": "食宿由邀请方承担",
    "costs_en": "Board and lodging: the inviting organisation",
    "contact": "Li Hua",
    "email": "letters@federation.example",
}
MAILS_OF_THE_HEAD = [
    "exchanges.delegation_invitation",
    "exchanges.member_invitation",
    "exchanges.delegation_news",
]
Look = Callable[..., None]
SignIn = Callable[[Page, Any], None]


def entered(operator: User, zh: str, en: str, kind: str, country: str) -> Organisation:
    names = [NameDraft(value=zh, language="zh"), NameDraft(value=en, language="en")]
    made = create_organisation(actor=operator, names=names, values={"kind": kind, "country": country})
    return set_publication(made, actor=operator, state=Publication.PUBLISHED)


@pytest.fixture
def organiser(db: None) -> User:
    return create_account("fay@federation.example", None, "en")


@pytest.fixture
def exchange(organiser: User) -> Exchange:
    operator = create_account("opal@server.example", None, "en")
    appoint(operator, None)
    federation = entered(operator, "青田海外人才联合会", "Qingtian Talent Federation", "association", "CN")
    centre = entered(operator, "云帆创新中心", "Yunfan Innovation Centre", "innovation_centre", "CN")
    entered(operator, "哥伦比亚大学", "Columbia University", "university", "US")
    Membership.objects.create(organisation=federation, user=organiser, role="owner")
    first = timezone.localdate() + dt.timedelta(days=90)
    values = {
        "name_zh": "海外人才与技术交流活动",
        "name_en": "Overseas Talent and Technology Exchange",
        "summary_zh": "参访创新中心与实验室，与用人单位一对一洽谈。",
        "summary_en": "Visits to the innovation centre and its laboratories, and meetings with hosts.",
        "place_zh": "北京",
        "place_en": "Beijing",
        "starts_on": first,
        "ends_on": first + dt.timedelta(days=1),
        "seats": 120,
    }
    made = create_exchange(federation, actor=organiser, values=values)
    add_partner(made, actor=organiser, organisation=centre, role=PartnerRole.HOST)
    set_deadline(made, actor=organiser, kind=DeadlineKind.REGISTRATION, days_before=21)
    propose(made.partners.get(role="organiser"), actor=organiser, kind=DecisionKind.RELEASE)
    set_settings(made, actor=organiser, values=LETTERS | {"inviter": made.partners.get(role="organiser")})
    keep_registered_purposes()
    return Exchange.objects.get(pk=made.pk)


@pytest.fixture
def head(db: None, language: str) -> User:
    return create_account("una@columbia.example", None, language)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_the_invitation_to_the_approval(
    page: Page, sign_in: SignIn, look: Look, exchange: Exchange, organiser: User, head: User, language: str
) -> None:
    with translation.override(language):
        _invited(page, sign_in, look, exchange, organiser)
        delegation = Delegation.objects.get()
        _accepted(page, sign_in, delegation, head)
        _filled(page, look, delegation)
        _taken(page, delegation)
        _letter(page, look, delegation)
        _submitted(page, delegation)
        _approved(page, sign_in, look, delegation, organiser)


def _invited(page: Page, sign_in: SignIn, look: Look, exchange: Exchange, organiser: User) -> None:
    sign_in(page, organiser)
    page.goto(f"/{translation.get_language()}/exchanges/{exchange.pk}/")
    look(page, "exchange")
    page.get_by_role("navigation", name=str(exchange.name)).get_by_role("link", name=_("Delegations")).click()
    page.get_by_role("link", name=_("Invite a delegation")).first.click()
    page.get_by_label(_("University")).fill("columbia university")
    page.get_by_label(_("E-mail of the head")).fill("una@columbia.example")
    page.locator("#id_seats").fill("4")
    look(page, "delegation-new")
    page.get_by_role("button", name=_("Send the invitation")).click()
    expect(page.locator(".steps [aria-current=step]")).to_have_text(str(DelegationState.INVITED.label))


def _accepted(page: Page, sign_in: SignIn, delegation: Delegation, head: User) -> None:
    mail = OutboxMail.objects.get(recipient=head.email)
    link = next(word for word in mail.text.split() if "/invitation" in word)
    page.context.clear_cookies()
    sign_in(page, head)
    page.goto("/" + link.split("/", 3)[3])
    page.get_by_role("button", name=_("Accept the invitation")).click()
    page.wait_for_url(f"**/delegations/{delegation.pk}/")


def _filled(page: Page, look: Look, delegation: Delegation) -> None:
    for name, email in (
        ("Una Roth", "una@columbia.example"),
        ("Ren Bo", ""),
        ("Wen Lin", ""),
        ("Ada Ek", ""),
    ):
        page.get_by_role("link", name=_("Name a member")).click()
        page.locator("#id_name_en").fill(name)
        page.locator("#id_email").fill(email)
        page.get_by_role("button", name=_("Name a member")).click()
        expect(page.get_by_text(name).first).to_be_visible()
    page.get_by_role("link", name=re.compile(f"^{_('Swap')}.*Ren Bo")).click()
    page.locator("#id_name_en").fill("Kim Park")
    look(page, "member-swap")
    page.get_by_role("button", name=_("Swap the member")).click()
    look(page, "delegation-head")


def _taken(page: Page, delegation: Delegation) -> None:
    """The head has a seat of her own and takes it by her personal link."""
    page.get_by_role("button", name=re.compile(f"^{_('Send a link')}.*Una Roth")).click()
    expect(page.get_by_role("button", name=f"{_('Send the link again')}: Una Roth")).to_be_visible()
    mail = OutboxMail.objects.filter(recipient="una@columbia.example").latest("created_at")
    link = next(word for word in mail.text.split() if "/invitation" in word)
    page.goto("/" + link.split("/", 3)[3])
    page.get_by_role("button", name=_("Accept the invitation")).click()
    page.wait_for_url(f"**/delegations/{delegation.pk}/")


def _letter(page: Page, look: Look, delegation: Delegation) -> None:
    stay = delegation.exchange.starts_on.isoformat()
    page.goto(f"/{translation.get_language()}/letters/exchanges/{delegation.exchange_id}/")
    page.get_by_role("listitem").filter(has_text="Una Roth").get_by_role("link").click()
    page.locator("#id_nationality").select_option("US")
    for name, value in (PASSPORT | {"stay_from": stay, "stay_to": stay}).items():
        page.locator(f"#id_{name}").fill(value)
    look(page, "letter-application")
    page.get_by_role("button", name=_("Save and go on")).click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=_("Send to the organisers")).click()
    told = _("The request is with the organisers. You get a mail when it is decided.")
    expect(page.locator("#main").get_by_text(told)).to_be_visible()
    look(page, "letter-sent")


def _submitted(page: Page, delegation: Delegation) -> None:
    page.goto(f"/{translation.get_language()}/exchanges/delegations/{delegation.pk}/")
    page.locator("summary", has_text=_("Submit the delegation")).click()
    page.locator("details[open]").get_by_role("button", name=_("Submit the delegation")).click()
    expect(page.locator(".steps [aria-current=step]")).to_have_text(str(DelegationState.SUBMITTED.label))


def _approved(page: Page, sign_in: SignIn, look: Look, delegation: Delegation, organiser: User) -> None:
    page.context.clear_cookies()
    sign_in(page, organiser)
    page.goto(f"/{translation.get_language()}/exchanges/{delegation.exchange_id}/delegations/")
    look(page, "delegations")
    page.get_by_role("link", name=str(delegation.organisation.name)).first.click()
    page.get_by_role("button", name=_("Approve")).click()
    expect(page.locator(".steps [aria-current=step]")).to_have_text(str(DelegationState.APPROVED.label))
    told = OutboxMail.objects.filter(recipient="una@columbia.example").order_by("created_at")
    assert list(told.values_list("template", flat=True)) == MAILS_OF_THE_HEAD
    delegation.refresh_from_db()
    assert (delegation.state, delegation.seats_filled) == ("approved", 4)
