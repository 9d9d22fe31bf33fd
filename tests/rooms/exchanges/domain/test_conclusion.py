"""What a conclusion ends, and what is said to whom when a delegation does."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.deadline import clear_deadline, set_deadline
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import withdraw_delegation
from qiao.rooms.exchanges.domain.exchange import change_exchange
from qiao.rooms.exchanges.domain.member import accept_place, confirm_member, invite_member, name_member
from qiao.rooms.exchanges.domain.partner import (
    add_partner,
    change_role,
    change_sender,
    remove_partner,
    reorder_partners,
    set_approval,
    set_quota,
)
from qiao.rooms.exchanges.domain.registering import refuse_delegation, submit_delegation
from qiao.rooms.exchanges.domain.waiting import lapse_offers
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import ExchangeNotOpen, ExchangeOver
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import MakeDelegation, fresh

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], Any]

CHANGES: dict[str, Change] = {
    "exchange": lambda at: change_exchange(at["exchange"], actor=at["fay"], values={"name_en": "Another"}),
    "partner": lambda at: add_partner(
        at["exchange"], actor=at["fay"], organisation=at["columbia"], role=PartnerRole.HOST
    ),
    "role": lambda at: change_role(at["host"], actor=at["fay"], role=PartnerRole.SUPPORTER),
    "sender": lambda at: change_sender(at["host"], actor=at["hui"], values={"sender_name_en": "Hosts"}),
    "approval": lambda at: set_approval(at["host"], actor=at["fay"], approves=True),
    "quota": lambda at: set_quota(at["host"], actor=at["fay"], seat_quota=1),
    "order": lambda at: reorder_partners(
        at["exchange"], actor=at["fay"], partners=list(at["exchange"].partners.order_by("-position"))
    ),
    "removal": lambda at: remove_partner(at["host"], actor=at["hui"]),
    "deadline": lambda at: set_deadline(
        at["exchange"], actor=at["fay"], kind=DeadlineKind.ANSWER, days_before=3
    ),
    "no deadline": lambda at: clear_deadline(at["exchange"].deadlines.get(), actor=at["fay"]),
}


@pytest.fixture
def concluded(
    exchange: Exchange,
    organiser: Partner,
    host: Partner,
    columbia: Organisation,
    fay: User,
    hui: User,
) -> dict[str, Any]:
    set_deadline(exchange, actor=fay, kind=DeadlineKind.REGISTRATION, days_before=9)
    propose(organiser, actor=fay, kind=DecisionKind.CONCLUDE)
    return {"exchange": fresh(exchange), "host": host, "columbia": columbia, "fay": fay, "hui": hui}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_is_concluded_stays_as_it_was(concluded: dict[str, Any], change: Change) -> None:
    with pytest.raises(ExchangeOver):
        change(concluded)


def test_no_owner_is_admitted_after_the_conclusion(
    concluded: dict[str, Any], organiser: Partner, columbia: Organisation, fay: User
) -> None:
    with pytest.raises(ExchangeOver):
        propose(
            organiser, actor=fay, kind=DecisionKind.ADMIT, subject=columbia, details={"role": "co_organiser"}
        )


def test_a_place_is_taken_while_the_exchange_is_open(
    delegation: Delegation, organiser: Partner, una: User, mia: User, fay: User
) -> None:
    member = name_member(delegation, actor=una, name_en="Mia", email=mia.email)
    propose(organiser, actor=fay, kind=DecisionKind.CONCLUDE)

    with pytest.raises(ExchangeNotOpen):
        accept_place(member, user=mia)


def test_an_offer_that_lapses_after_the_conclusion_is_not_told(
    another: MakeDelegation, exchange: Exchange, organiser: Partner, fay: User
) -> None:
    another("Duke", 8)
    waiting = another("Yale", 4)
    change_exchange(exchange, actor=fay, values={"seats": 12})
    propose(organiser, actor=fay, kind=DecisionKind.CONCLUDE)
    before = OutboxMail.objects.filter(template="exchanges.delegation_news").count()

    with time_machine.travel("2099-05-10T00:00:00+08:00", tick=False):
        assert lapse_offers() == 1

    assert fresh(waiting).state == "declined"
    assert OutboxMail.objects.filter(template="exchanges.delegation_news").count() == before


def told() -> list[str]:
    return sorted(
        OutboxMail.objects.filter(template="exchanges.member_news").values_list("recipient", flat=True)
    )


@pytest.fixture
def filled(delegation: Delegation, una: User, mia: User) -> Delegation:
    """Mia has taken her place, Wen has a link, and Ren is only written down."""
    accept_place(name_member(delegation, actor=una, name_en="Mia", email=mia.email), user=mia)
    invite_member(name_member(delegation, actor=una, name_en="Wen", email="wen@people.example"), actor=una)
    name_member(delegation, actor=una, name_en="Ren", email="ren@people.example")
    return fresh(delegation)


def test_members_of_a_delegation_that_withdraws_are_told(filled: Delegation, una: User) -> None:
    withdraw_delegation(filled, actor=una, reason="No visa.")

    assert told() == ["mia@people.example", "wen@people.example"]
    mail = OutboxMail.objects.get(recipient="wen@people.example", template="exchanges.member_news")
    assert "No visa" not in mail.text  # the reason is between the head and the hosts
    assert "Columbia University" in mail.text


def test_members_of_a_delegation_that_is_refused_are_told(filled: Delegation, una: User, fay: User) -> None:
    submit_delegation(filled, actor=una)

    refuse_delegation(filled, actor=fay, reason="Full.")

    assert told() == ["mia@people.example", "wen@people.example"]


def test_the_head_gets_no_second_mail_as_a_member(delegation: Delegation, una: User, fay: User) -> None:
    own = name_member(delegation, actor=una, name_en="Una", email=una.email)
    accept_place(own, user=una)

    withdraw_delegation(delegation, actor=fay, reason="Moved to autumn.")

    assert told() == []


def test_an_owner_does_not_speak_for_a_host(host: Partner, fay: User, hui: User) -> None:
    with pytest.raises(NotPermitted):
        change_sender(host, actor=fay, values={"sender_name_en": "Hosts"})

    assert change_sender(host, actor=hui, values={"sender_name_en": "Hosts"}).sender_name_en == "Hosts"


def test_an_operator_sets_a_sender(host: Partner, opal: User) -> None:
    assert (
        change_sender(host, actor=opal, values={"reply_to": "a@hosts.example"}).reply_to == "a@hosts.example"
    )


def test_who_is_confirmed_by_the_head_is_told(delegation: Delegation, una: User) -> None:
    confirm_member(name_member(delegation, actor=una, name_en="Ren", email="ren@people.example"), actor=una)

    withdraw_delegation(delegation, actor=una, reason="No visa.")

    assert told() == ["ren@people.example"]
