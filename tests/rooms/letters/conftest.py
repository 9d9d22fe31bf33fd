"""Fay (organiser) and Ari (co-organiser) review; Una heads Columbia's delegation, Mia sits in it; Leo heads
Duke's; Sam is a stranger, Opal runs the server."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.letters.domain.application import ask_letter, submit_letter
from qiao.rooms.letters.domain.paper import store_paper
from qiao.rooms.letters.domain.review import claim_letter, issue_letter
from qiao.rooms.letters.domain.settings import set_settings
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.models import Letter, LetterSettings
from qiao.rooms.privacy.domain.consent import give_consent
from qiao.rooms.privacy.domain.purpose import keep_registered_purposes
from qiao.rooms.privacy.models import PurposeText
from tests.rooms.exchanges.conftest import (  # noqa: F401 (fixtures)
    account,
    another,
    ari,
    association,
    centre,
    co_organiser,
    columbia,
    delegation,
    draft,
    exchange,
    fay,
    federation,
    host,
    hui,
    invited,
    mia,
    nan,
    opal,
    organisation,
    organiser,
    sam,
    una,
)

NUMBER = "E12345678"
STAY = {"stay_from": dt.date(2099, 5, 9), "stay_to": dt.date(2099, 5, 12)}
PASSPORT = {
    "name_latin": "CHEN MIA",
    "name_native": "陈米娅",
    "nationality": "US",
    "number": NUMBER,
    "born_on": dt.date(1990, 2, 3),
    "sex": "F",
    "expires_on": dt.date(2101, 1, 1),
    "applies_at": "Consulate General in New York",
}
SETTINGS = {
    "code": "QIAO",
    "signatory_zh": "王林",
    "signatory_en": "Wang Lin",
    "office_zh": "秘书长",
    "office_en": "Secretary General",
    "purpose_zh": "人才与科技交流",
    "purpose_en": "Talent and technology exchange",
    "costs_zh": "食宿由邀请方承担",
    "costs_en": "Board and lodging: the inviting organisation",
    "contact": "Li Hua",
    "email": "letters@federation.example",
}


@pytest.fixture
def settings_of_letters(exchange: Exchange, organiser: Partner, fay: User) -> LetterSettings:  # noqa: F811
    return set_settings(exchange, actor=fay, values=SETTINGS | {"inviter": organiser})


@pytest.fixture
def member(delegation: Delegation, una: User, mia: User, settings_of_letters: LetterSettings) -> Any:  # noqa: F811
    """Mia has taken her seat."""
    named = name_member(delegation, actor=una, name_zh="陈米娅", name_en="Mia Chen", email=mia.email)
    return accept_place(named, user=mia)


@pytest.fixture
def leo(exchange: Exchange, organiser: Partner, fay: User) -> User:  # noqa: F811
    """Head of another delegation."""
    leo = account("leo")
    invited = invite_delegation(  # noqa: F811
        organiser, actor=fay, organisation=organisation("Duke"), head_email=leo.email, seats=2
    )
    accept_delegation(invited, head=leo)
    return leo


@pytest.fixture
def drafted(member: DelegationMember, mia: User) -> Letter:  # noqa: F811
    return ask_letter(member, actor=mia, passport=PASSPORT, **STAY)


@pytest.fixture
def submitted(drafted: Letter, mia: User) -> Letter:  # noqa: F811
    return submit_letter(drafted, actor=mia, agreed=words())


@pytest.fixture
def claimed(submitted: Letter, fay: User) -> Letter:  # noqa: F811
    return claim_letter(submitted, actor=fay)


@pytest.fixture
def issued(claimed: Letter, fay: User) -> Letter:  # noqa: F811
    """With its number; the document is still to be set."""
    return issue_letter(claimed, actor=fay)


@pytest.fixture
def papered(issued: Letter) -> Letter:
    store_paper(issued, b"%PDF-1.7 as the job leaves it")
    return rows().get(pk=issued.pk)


def words() -> PurposeText:
    found = PurposeText.objects.filter(purpose__code="passport", language="en").first()
    if found is None:
        keep_registered_purposes()
        return words()
    return found


def consenting(user: User) -> User:
    give_consent(user, words())
    return user


def after(letter: Letter, days: int) -> dt.datetime:
    """So many days after the last day of the stay."""
    assert letter.stay_to is not None
    return timezone.make_aware(dt.datetime.combine(letter.stay_to, dt.time(12))) + dt.timedelta(days=days)
