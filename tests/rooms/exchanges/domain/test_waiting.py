"""The waiting list: whole delegations, in order, for a time; never more seats than there are."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qiao.kit.errors import NotPermitted, QiaoError
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.deadline import set_deadline
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import (
    accept_delegation,
    change_seats,
    invite_delegation,
    withdraw_delegation,
)
from qiao.rooms.exchanges.domain.exchange import change_exchange, create_exchange
from qiao.rooms.exchanges.domain.partner import add_partner, set_quota
from qiao.rooms.exchanges.domain.waiting import accept_offer, decline_offer, lapse_offers, place_of
from qiao.rooms.exchanges.enums import DeadlineKind, DecisionKind, PartnerRole
from qiao.rooms.exchanges.errors import OfferClosed, ReasonMissing
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner, SeatOffer
from tests.rooms.exchanges.conftest import VALUES, MakeDelegation, account, fresh, organisation

pytestmark = pytest.mark.django_db


def offer_to(delegation: Delegation) -> SeatOffer:
    return SeatOffer.objects.get(delegation=delegation, state="open")


def states(*rows: Delegation) -> list[str]:
    return [fresh(row).state for row in rows]


def offered(*rows: Delegation) -> list[bool]:
    return [SeatOffer.objects.filter(delegation=row, state="open").exists() for row in rows]


def allow_smaller(exchange: Exchange, fay: User) -> None:
    change_exchange(exchange, actor=fay, values={"smaller_first": True})


def test_without_seats_the_whole_delegation_waits(another: MakeDelegation, exchange: Exchange) -> None:
    seated, waiting = another("Duke", 8), another("Yale", 3)

    row = fresh(waiting)
    assert (states(seated, waiting), row.seats_held) == (["accepted", "waiting"], 0)
    assert fresh(exchange).seats_held == 8
    assert place_of(row) == 1
    mail = OutboxMail.objects.get(template="exchanges.delegation_news")
    assert mail.subject == "Yale is on the waiting list of Overseas Talent Exchange"


def test_a_later_smaller_one_does_not_overtake(another: MakeDelegation) -> None:
    another("Duke", 8)
    first, later = another("Yale", 3), another("Rice", 1)

    assert states(first, later) == ["waiting", "waiting"]
    assert [place_of(fresh(row)) for row in (first, later)] == [1, 2]


def test_a_smaller_one_goes_first_where_the_exchange_says_so(
    another: MakeDelegation, exchange: Exchange, fay: User
) -> None:
    allow_smaller(exchange, fay)
    another("Duke", 8)

    assert states(another("Yale", 3), another("Rice", 1)) == ["waiting", "accepted"]


def test_freed_seats_are_offered_to_the_first(another: MakeDelegation, exchange: Exchange, una: User) -> None:
    seated, first, second = another("Duke", 8), another("Yale", 5), another("Rice", 4)

    withdraw_delegation(seated, actor=una, reason="No visas.")

    assert offered(first, second) == [True, True]
    assert (fresh(exchange).seats_held, fresh(first).seats_held) == (9, 5)
    assert states(first, second) == ["waiting", "waiting"]


def test_all_or_nothing(another: MakeDelegation, exchange: Exchange, una: User) -> None:
    seated, other, first, second = (
        another(*each) for each in (("Duke", 4), ("Yale", 6), ("Rice", 5), ("Cal", 2))
    )

    withdraw_delegation(seated, actor=una, reason="No visas.")

    assert offered(first, second) == [False, False]
    assert fresh(exchange).seats_held == 6
    assert states(other) == ["accepted"]


def test_where_the_first_cannot_fit_the_rule_lets_the_next_go(
    another: MakeDelegation, exchange: Exchange, fay: User, una: User
) -> None:
    seated, first, second = another("Duke", 4), another("Yale", 8), another("Rice", 7)
    withdraw_delegation(seated, actor=una, reason="No visas.")
    assert offered(first, second) == [True, False]
    change_exchange(exchange, actor=fay, values={"smaller_first": True, "seats": 16})

    assert offered(first, second) == [True, True]


def test_an_offer_is_accepted(another: MakeDelegation, exchange: Exchange, una: User) -> None:
    seated, waiting = another("Duke", 8), another("Yale", 5)
    withdraw_delegation(seated, actor=una, reason="No visas.")
    offer = offer_to(waiting)

    accept_offer(offer, actor=una)

    row = fresh(waiting)
    assert (row.state, row.seats_held, fresh(exchange).seats_held) == ("accepted", 5, 5)
    assert (fresh(offer).state, fresh(offer).answered_by) == ("accepted", una)
    with pytest.raises(OfferClosed):
        accept_offer(offer, actor=una)


def test_a_declined_offer_goes_to_the_next(another: MakeDelegation, una: User) -> None:
    seated, first, second = another("Duke", 8), another("Yale", 8), another("Rice", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")

    with pytest.raises(ReasonMissing):
        decline_offer(offer_to(first), actor=una, reason="")
    decline_offer(offer_to(first), actor=una, reason="Too late for us.")

    assert (states(first), offered(first, second)) == (["declined"], [False, True])


def test_a_lapsed_offer_goes_to_the_next_and_lapses_once(
    another: MakeDelegation, exchange: Exchange, una: User
) -> None:
    seated, first, second = another("Duke", 8), another("Yale", 8), another("Rice", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")
    offer = offer_to(first)

    with time_machine.travel(offer.expires_at - timedelta(seconds=1), tick=False):
        assert lapse_offers() == 0
    with time_machine.travel(offer.expires_at, tick=False):
        with pytest.raises(OfferClosed):
            accept_offer(offer, actor=una)
        assert (lapse_offers(), lapse_offers()) == (1, 0)

    assert (fresh(offer).state, states(first), offered(second)) == ("lapsed", ["declined"], [True])
    last = first.steps.order_by("-id")[0]
    assert (last.is_lapse, last.actor) == (True, None)
    assert fresh(exchange).seats_held == 8


def test_who_withdraws_while_offered_gives_the_seats_on(another: MakeDelegation, una: User) -> None:
    seated, first, second = another("Duke", 8), another("Yale", 8), another("Rice", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")

    withdraw_delegation(fresh(first), actor=una, reason="Not us either.")

    assert offered(first, second) == [False, True]
    assert SeatOffer.objects.get(delegation=first).state == "withdrawn"


def test_a_partner_with_a_quota_has_a_line_of_its_own(
    another: MakeDelegation, host: Partner, hui: User, fay: User
) -> None:
    set_quota(host, actor=fay, seat_quota=4)
    common, full = another("Duke", 6), another("Yale", 1)

    own = another("Rice", 4, partner=host, actor=hui)

    assert states(common, full, own) == ["accepted", "waiting", "accepted"]


def test_more_seats_go_to_those_who_wait(another: MakeDelegation, exchange: Exchange, fay: User) -> None:
    another("Duke", 8)
    waiting = another("Yale", 3)

    change_exchange(exchange, actor=fay, values={"seats": 11})

    assert offered(waiting) == [True]


def test_who_asks_for_less_keeps_the_place_and_may_fit(another: MakeDelegation, una: User) -> None:
    another("Duke", 8)
    waiting = another("Yale", 3)

    change_seats(waiting, actor=una, seats=2)

    assert offered(waiting) == [True]


def test_who_asks_for_more_goes_to_the_end(another: MakeDelegation, una: User) -> None:
    another("Duke", 10)
    first, second = another("Yale", 3), another("Rice", 3)

    change_seats(first, actor=una, seats=4)

    assert [place_of(fresh(row)) for row in (first, second)] == [2, 1]


def test_only_the_head_answers(another: MakeDelegation, una: User, fay: User, sam: User, opal: User) -> None:
    seated, waiting = another("Duke", 8), another("Yale", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")

    for actor in (fay, sam, opal):
        with pytest.raises(NotPermitted):
            accept_offer(offer_to(waiting), actor=actor)
        with pytest.raises(NotPermitted):
            decline_offer(offer_to(waiting), actor=actor, reason="No.")


def test_the_mail_of_an_offer_says_until_when(another: MakeDelegation, una: User) -> None:
    seated, waiting = another("Duke", 8), another("Yale", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")

    mail = OutboxMail.objects.get(template="exchanges.seat_offer")

    assert (mail.recipient, mail.sender_name) == (una.email, "Federation")
    assert "8, for the whole delegation of Yale." in mail.text
    assert "(Asia/Shanghai)" in mail.text
    assert offer_to(waiting).expires_at - timezone.now() <= timedelta(hours=72)


@pytest.mark.parametrize(
    "values", [{"seats_held": 11}, {"common_held": 11}, {"seats_reserved": 11}, {"seats": 2}]
)
def test_the_database_itself_never_overbooks(
    exchange: Exchange, delegation: Delegation, values: dict[str, int]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Exchange.objects.filter(pk=exchange.pk).update(**values)


def test_the_database_keeps_a_quota(host: Partner, exchange: Exchange, fay: User) -> None:
    set_quota(host, actor=fay, seat_quota=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=host.pk).update(seats_held=3)


# Properties: any story of arrivals, withdrawals, answers and lapses

STORY = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(1, 6), st.booleans()),
        st.tuples(st.sampled_from(["withdraw", "accept", "decline", "lapse"]), st.integers(0, 9)),
    ),
    max_size=14,
)


class Waiting(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(story=STORY, smaller_first=st.booleans())
    def test_any_story_keeps_the_promises(self, story: list[tuple], smaller_first: bool) -> None:  # type: ignore[type-arg]
        world = World(smaller_first=smaller_first)
        for verb, *values in story:
            world.play(verb, *values)
            world.judge()


class World:
    """Eight seats, three of them the host's own."""

    def __init__(self, *, smaller_first: bool) -> None:
        home, centre = organisation("Home"), organisation("Centre")
        self.fay, self.hui, self.una = account("fay", home), account("hui", centre), account("una")
        values = VALUES | {"seats": 8, "smaller_first": smaller_first}
        exchange = create_exchange(home, actor=self.fay, values=values)
        self.organiser = Partner.objects.get(exchange=exchange)
        self.host = add_partner(
            exchange, actor=self.fay, organisation=centre, role=PartnerRole.HOST, seat_quota=3
        )
        propose(self.organiser, actor=self.fay, kind=DecisionKind.RELEASE)
        self.exchange = fresh(exchange)
        self.smaller_first = smaller_first

    def play(self, verb: str, *values: int) -> None:
        if verb == "lapse":
            SeatOffer.objects.filter(state="open").update(expires_at=timezone.now())
            lapse_offers()
        elif verb == "arrive":
            self.arrive(*values)
        else:
            self.answer(verb, *values)

    def arrive(self, seats: int, is_hosts: int) -> None:
        partner, actor = (self.host, self.hui) if is_hosts else (self.organiser, self.fay)
        number = Delegation.objects.count()
        try:
            invited = invite_delegation(
                partner, actor=actor, organisation=organisation(f"U{number}"), seats=seats,
                head_email=f"u{number}@people.example",
            )  # fmt: skip
        except QiaoError:
            assert seats > (3 if is_hosts else 5)
            return
        accept_delegation(invited, head=self.una)

    def answer(self, verb: str, place: int) -> None:
        if verb == "withdraw":
            standing = list(Delegation.objects.standing().order_by("id"))
            if standing:
                withdraw_delegation(standing[place % len(standing)], actor=self.una, reason="Away.")
            return
        offers = list(SeatOffer.objects.filter(state="open").order_by("id"))
        if offers and verb == "accept":
            accept_offer(offers[place % len(offers)], actor=self.una)
        elif offers:
            decline_offer(offers[place % len(offers)], actor=self.una, reason="Away.")

    def judge(self) -> None:
        exchange = fresh(self.exchange)
        held = {
            partner.pk: Delegation.objects.filter(partner=partner).aggregate(n=Sum("seats_held"))["n"] or 0
            for partner in (self.organiser, self.host)
        }
        assert sum(held.values()) == exchange.seats_held <= 8
        assert held[self.host.pk] == fresh(self.host).seats_held <= 3
        assert held[self.organiser.pk] == exchange.common_held <= 5
        for row in Delegation.objects.all():
            has_offer = SeatOffer.objects.filter(delegation=row, state="open", seats=row.seats_asked).exists()
            assert row.seats_held in (0, row.seats_asked)
            assert (row.seats_held > 0) == (row.state == "accepted" or has_offer)
        for partner, free in ((self.host, 3), (self.organiser, 5)):
            self.judge_line(partner, free - held[partner.pk])

    def judge_line(self, partner: Partner, free: int) -> None:
        """Nobody was overtaken but by a smaller one, where that is allowed, and no seat lies idle."""
        line = list(Delegation.objects.in_line().filter(partner=partner))
        seated = list(Delegation.objects.filter(partner=partner, seats_held__gt=0))
        overtook = [(first, later) for first in line for later in seated if first.pk < later.pk]
        assert self.smaller_first or overtook == []
        assert all(later.seats_asked < first.seats_asked for first, later in overtook)
        could = line if self.smaller_first else line[:1]
        assert [row for row in could if row.seats_asked <= free] == []


@pytest.mark.parametrize("by_quota", [False, True])
def test_who_can_never_fit_holds_up_nobody(
    another: MakeDelegation, exchange: Exchange, host: Partner, fay: User, by_quota: bool
) -> None:
    """The seats were cut after it had taken its place in the line."""
    first, never, second = another("Duke", 4), another("Yale", 9), another("Rice", 4)
    if by_quota:
        set_quota(host, actor=fay, seat_quota=4)
    else:
        change_exchange(exchange, actor=fay, values={"seats": 6})

    withdraw_delegation(first, actor=fay, reason="No visa.")

    assert offered(never, second) == [False, True]
    assert states(another("Brown", 2), never) == ["accepted", "waiting"]


def test_an_offer_does_not_outlive_a_first_day_that_comes_nearer(
    another: MakeDelegation, exchange: Exchange, fay: User
) -> None:
    another("Duke", 8)
    offer = offered_to_yale(another, exchange, fay)
    tomorrow = timezone.now().date() + timedelta(days=1)

    moved = change_exchange(exchange, actor=fay, values={"starts_on": tomorrow, "ends_on": tomorrow})

    assert fresh(offer).expires_at == moved.starts_at
    mails = OutboxMail.objects.filter(template="exchanges.seat_offer").order_by("id")
    assert mails.count() == 2


def test_an_offer_does_not_outlive_the_deadline_for_answers(
    another: MakeDelegation, exchange: Exchange, fay: User
) -> None:
    another("Duke", 8)
    ahead = (exchange.starts_on - timezone.now().date()).days
    with time_machine.travel(timezone.now(), tick=False):
        offer = offered_to_yale(another, exchange, fay)
        deadline = set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=ahead - 1)

    assert fresh(offer).expires_at == deadline.due_at


def test_a_deadline_that_has_passed_stops_no_offer(
    another: MakeDelegation, exchange: Exchange, fay: User
) -> None:
    another("Duke", 8)
    ahead = (exchange.starts_on - timezone.now().date()).days
    with time_machine.travel(timezone.now(), tick=False):
        offer = offered_to_yale(another, exchange, fay)
        before = offer.expires_at
        set_deadline(exchange, actor=fay, kind=DeadlineKind.ANSWER, days_before=ahead + 2)

    assert fresh(offer).expires_at == before


def offered_to_yale(another: MakeDelegation, exchange: Exchange, fay: User) -> SeatOffer:
    waiting = another("Yale", 4)
    change_exchange(exchange, actor=fay, values={"seats": 14})
    return offer_to(waiting)
