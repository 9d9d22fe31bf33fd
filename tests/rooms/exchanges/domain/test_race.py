"""Bursts, each with a positive control: the same verb without its guard must go wrong on PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import Sum

from qiao.kit.errors import QiaoError
from qiao.rooms.accounts.domain.invitation import accept
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.decisions import OnTaken, on_taken
from qiao.rooms.exchanges.domain.decision import consent, propose, set_consents
from qiao.rooms.exchanges.domain.delegation import (
    accept_delegation,
    invite_delegation,
    withdraw_delegation,
)
from qiao.rooms.exchanges.domain.exchange import change_exchange, create_exchange
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.domain.partner import add_partner, remove_partner
from qiao.rooms.exchanges.domain.waiting import lapse_offers
from qiao.rooms.exchanges.enums import DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import LastOrganiser
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner, SeatOffer
from tests.rooms.exchanges.conftest import VALUES, account, fresh, organisation

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
THREADS = 25


def at_once(*verbs: Callable[[], Any]) -> int:
    """Runs the verbs at the same moment, at most THREADS side by side; how many were carried out."""
    width = min(len(verbs), THREADS)
    barrier = Barrier(width)

    def run(numbered: tuple[int, Callable[[], Any]]) -> int:
        number, verb = numbered
        if number < width:
            barrier.wait()
        try:
            verb()
        except (QiaoError, IntegrityError):
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(width) as pool:
        return sum(pool.map(run, enumerate(verbs)))


def needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: the race does not exist there")


def published(seats: int) -> tuple[Partner, User]:
    home = organisation(f"Home {Organisation.objects.count()}")
    fay = account(f"fay{home.pk}", home)
    exchange = create_exchange(home, actor=fay, values=VALUES | {"seats": seats})
    partner = Partner.objects.get(exchange=exchange)
    propose(partner, actor=fay, kind=DecisionKind.RELEASE)
    return partner, fay


def invited(partner: Partner, count: int, *, seats: int = 1) -> list[Delegation]:
    """Rows as an invitation leaves them, written together: what is raced for is the answer."""
    places = [
        Organisation(name_en=f"University {number}", kind="university", country="US")
        for number in range(count)
    ]
    Organisation.objects.bulk_create(places)
    return Delegation.objects.bulk_create(
        Delegation(
            exchange=partner.exchange, organisation=place, partner=partner, seats_asked=seats,
            head_email=f"head{number}@people.example",
        )
        for number, place in enumerate(places)
    )  # fmt: skip


# Two hundred answers, forty seats


@pytest.mark.timeout(300)
def test_of_two_hundred_answers_forty_get_a_seat() -> None:
    partner, _fay = published(40)
    head = account("una")
    rows = invited(partner, 200)

    at_once(*[partial(accept_delegation, row, head=head) for row in rows])

    exchange = Exchange.objects.get(pk=partner.exchange_id)
    assert Delegation.objects.filter(state="accepted").count() == 40
    assert Delegation.objects.filter(state="waiting").count() == 160
    assert exchange.seats_held == exchange.common_held == fresh(partner).seats_held == 40
    assert Delegation.objects.aggregate(held=Sum("seats_held"))["held"] == 40


def test_delegations_get_all_their_seats_or_none() -> None:
    partner, fay = published(10)
    change_exchange(partner.exchange, actor=fay, values={"smaller_first": True})
    head = account("una")
    rows = invited(partner, 12, seats=3)

    at_once(*[partial(accept_delegation, row, head=head) for row in rows])

    assert sorted(Delegation.objects.values_list("seats_held", flat=True)) == [0] * 9 + [3] * 3


@transaction.atomic
def accept_without_guard(delegation: Delegation, *, head: User) -> None:
    """Counts rows without a lock, and keeps no counter that the database could judge."""
    held = Delegation.objects.filter(exchange=delegation.exchange_id).aggregate(n=Sum("seats_held"))["n"]
    if held + delegation.seats_asked > delegation.exchange.seats:
        raise LastOrganiser
    time.sleep(0.02)
    Delegation.objects.filter(pk=delegation.pk).update(state="accepted", seats_held=delegation.seats_asked)


@pytest.mark.postgres
def test_without_the_guard_seats_are_given_twice() -> None:
    needs_postgres()
    partner, _fay = published(4)
    head = account("una")

    at_once(*[partial(accept_without_guard, row, head=head) for row in invited(partner, 20)])

    assert Delegation.objects.aggregate(held=Sum("seats_held"))["held"] > 4


# Both organisers leave


@transaction.atomic
def remove_without_lock(partner: Partner, *, actor: User) -> None:
    others = Partner.objects.filter(exchange=partner.exchange_id, role=PartnerRole.ORGANISER)
    if others.count() == 1:
        raise LastOrganiser
    time.sleep(0.05)
    partner.delete()


def rounds_without_organiser(verb: Callable[..., Any]) -> int:
    violations = 0
    for number in range(ROUNDS):
        first, fay = published(1)
        second_home = organisation(f"Second {number}")
        ari = account(f"ari{number}", second_home)
        second = add_partner(first.exchange, actor=fay, organisation=second_home, role=PartnerRole.ORGANISER)
        pairs = [(first, fay), (second, ari)]
        at_once(*[partial(verb, fresh(row), actor=fresh(actor)) for row, actor in pairs])
        violations += not Partner.objects.filter(exchange=first.exchange, role="organiser").exists()
    return violations


def test_one_organiser_stays() -> None:
    assert rounds_without_organiser(remove_partner) == 0


@pytest.mark.postgres
def test_without_the_lock_no_organiser_stays() -> None:
    needs_postgres()

    assert rounds_without_organiser(remove_without_lock) >= ROUNDS / 2


# Two last consents


def test_a_decision_is_taken_once() -> None:
    taken: list[Any] = []
    effect = OnTaken(DecisionKind.PUBLISH_REPORT, lambda decision, actor: taken.append(decision.pk))
    on_taken.register("tests.race", effect)
    try:
        for number in range(ROUNDS):
            assert len(taken) == number
            with_two_last_consents(number)
        assert len(taken) == len(set(taken)) == ROUNDS
    finally:
        on_taken._entries.pop("tests.race")


def with_two_last_consents(number: int) -> None:
    first, fay = published(1)
    others = []
    for name in ("second", "third"):
        home = organisation(f"{name} {number}")
        row = add_partner(first.exchange, actor=fay, organisation=home, role=PartnerRole.CO_ORGANISER)
        others.append((row, account(f"{name}{number}", home)))
    set_consents(first, actor=fay, kind=DecisionKind.PUBLISH_REPORT, consents=2)
    decision = propose(first, actor=fay, kind=DecisionKind.PUBLISH_REPORT)

    said = at_once(*[partial(consent, decision, partner=row, actor=fresh(user)) for row, user in others])

    assert (said, fresh(decision).state) == (1, "taken")


# One last seat of a delegation, an offer that two workers see lapse


def test_a_delegation_never_has_more_members_than_seats() -> None:
    partner, _fay = published(10)
    una = account("una")
    row = accept_delegation(invited(partner, 1, seats=3)[0], head=una)

    named = at_once(
        *[partial(name_member, row, actor=fresh(una), name_en=f"Member {number}") for number in range(12)]
    )

    seats = list(row.members.active().order_by("seat").values_list("seat", flat=True))
    assert (named, seats, fresh(row).seats_filled) == (3, [1, 2, 3], 3)


def test_an_offer_lapses_once() -> None:
    partner, fay = published(1)
    una = account("una")
    for row in invited(partner, 3):
        accept_delegation(row, head=una)
    change_exchange(fresh(partner.exchange), actor=fay, values={"seats": 2})
    SeatOffer.objects.update(expires_at="2020-01-01T00:00:00Z")

    at_once(*[lapse_offers] * 6)

    assert sorted(SeatOffer.objects.values_list("state", flat=True)) == ["lapsed", "open"]
    assert Exchange.objects.get(pk=partner.exchange_id).seats_held == 2


# The head accepts while the partner withdraws


def test_an_answer_and_a_withdrawal_do_not_wait_in_a_circle() -> None:
    """The answer holds its link and wants the exchange; the withdrawal holds the exchange and ends links."""
    partner, fay = published(20)
    for number in range(ROUNDS * 2):
        una = account(f"una{number}")
        row = invite_delegation(
            partner, actor=fay, organisation=organisation(f"U{number}"), head_email=una.email, seats=1
        )
        link = Invitation.objects.get(target_id=row.pk)

        done = at_once(
            partial(accept, fresh(una), link),
            partial(withdraw_delegation, row, actor=fresh(fay), reason="A mistake."),
        )

        assert done >= 1
        assert (fresh(row).state, fresh(row).seats_held) == ("withdrawn", 0)
    assert Exchange.objects.get(pk=partner.exchange_id).seats_held == 0
