"""Counts that say how many and never who; what is shared, wiped, and erased."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import name_member, withdraw_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.privacy.domain.erasure import erase_person
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.registration.domain.needs import NeedDraft, save_leg, save_needs
from qiao.rooms.registration.domain.sharing import revoke_totals, share_totals
from qiao.rooms.registration.domain.staying import add_hotel, assign_hotel, save_stay
from qiao.rooms.registration.domain.totals import Total, totals
from qiao.rooms.registration.domain.wiping import wipe_due
from qiao.rooms.registration.enums import Direction, TotalsKind
from qiao.rooms.registration.models import Answer, Need, Registration, Stay, TravelLeg, Wiping
from tests.rooms.exchanges.conftest import MakeDelegation, fresh
from tests.rooms.registration.conftest import Ask, answer, of

DAY = dt.datetime(2099, 5, 10, 4, tzinfo=dt.UTC)  # noon in Beijing


def item(exchange: Exchange, kind: str, title: str, **values: Any) -> ProgrammeItem:
    return ProgrammeItem.objects.create(
        exchange=exchange,
        kind=kind,
        title_en=title,
        starts_at=DAY,
        ends_at=DAY + dt.timedelta(hours=1),
        **values,
    )


def numbers(total: Total) -> dict[str, int]:
    return {each.label: each.number for each in total.numbers}


def needing(delegation: Delegation, name: str, *needs: NeedDraft, actor: User) -> DelegationMember:
    member = name_member(fresh(delegation), actor=actor, name_en=name)
    save_needs(of(delegation, member), actor=actor, needs=needs, version=0)
    return member


@pytest.fixture
def duke(another: MakeDelegation) -> Delegation:
    return another("Duke", 3)


@pytest.fixture
def people(delegation: Delegation, duke: Delegation, una: User) -> list[DelegationMember]:
    """Two of Columbia, one of Duke, and one who left again."""
    vegan, nuts, chair = (
        NeedDraft("diet", "vegan"),
        NeedDraft("allergy", "nuts"),
        NeedDraft("access", "wheelchair"),
    )
    gone = needing(duke, "Gone", vegan, actor=una)
    withdraw_member(gone, actor=una)
    return [
        needing(delegation, "Mia Lin", vegan, nuts, actor=una),
        needing(delegation, "Noa Berg", vegan, chair, actor=una),
        needing(duke, "Lea Sand", NeedDraft("diet", "halal"), actor=una),
    ]


def test_meals_count_those_for_whom_they_are(
    exchange: Exchange, people: list[DelegationMember], duke: Delegation
) -> None:
    item(exchange, "meal", "Lunch")
    chosen = item(exchange, "meal", "Dinner", audience="chosen")
    chosen.delegations.add(duke)
    item(exchange, "meal", "Called off", state="cancelled")
    item(exchange, "panel", "Panel")

    lunch, dinner = sorted(totals(exchange, TotalsKind.MEALS), key=lambda total: -total.people)

    assert (lunch.title, lunch.people) == ("Lunch", 3)
    assert numbers(lunch) == {"Vegan": 2, "Halal": 1, "Tree nuts": 1}
    assert (dinner.title, dinner.people, numbers(dinner)) == ("Dinner", 1, {"Halal": 1})
    assert "12:00" in lunch.when


def test_buses_count_seats_and_wheelchairs(
    exchange: Exchange, people: list[DelegationMember], una: User
) -> None:
    item(exchange, "transfer", "To the centre", vehicle="Bus 1")
    leg = {"at": DAY, "time_zone": "Asia/Shanghai", "number": "CA 982", "port": "PEK", "wants_pickup": True}
    for member in people[:2]:
        now = of(member.delegation, member)
        save_leg(now, actor=una, direction=Direction.ARRIVAL, values=leg, version=0)

    bus, pickup = totals(exchange, TotalsKind.BUSES)

    assert (bus.title, bus.people, numbers(bus)) == ("To the centre (Bus 1)", 3, {"Wheelchair": 1})
    assert (pickup.title, pickup.place, pickup.people) == ("Arrival: Flight CA 982", "PEK", 2)


def test_beds_count_rooms_by_hotel_and_night(
    exchange: Exchange, people: list[DelegationMember], una: User, fay: User
) -> None:
    hotel = add_hotel(exchange, actor=fay, values={"name_en": "Garden Hotel"}, rooms={"twin": 1})
    mia, noa, lea = people
    night = dt.date(2099, 5, 9)
    for member, mate, nights in ((mia, noa, 2), (noa, None, 1), (lea, None, 1)):
        values = {"first_night": night, "nights": nights, "room_kind": "twin", "shares_with": mate}
        save_stay(of(member.delegation, member), actor=una, values=values, version=0)
    for stay in Stay.objects.filter(registration__member__in=[mia, noa]):
        stay.registration.delegation.exchange = exchange
        assign_hotel(stay, actor=fay, hotel=hotel)

    first, second, without = totals(exchange, TotalsKind.BEDS)

    assert (first.title, first.people, numbers(first)["Twin room"]) == ("Garden Hotel", 2, 1)
    assert (second.people, numbers(second)["Vegan"]) == (1, 1)
    assert (without.title, without.people) == ("No hotel assigned yet", 1)


@pytest.mark.parametrize("kind", TotalsKind)
def test_totals_hold_no_name(exchange: Exchange, people: list[DelegationMember], kind: TotalsKind) -> None:
    item(exchange, "meal", "Lunch")

    said = str(totals(exchange, kind))

    assert not any(name in said for name in ("Mia", "Noa", "Lea", "Columbia", "Duke"))


@pytest.mark.parametrize("kind", TotalsKind)
def test_totals_take_the_same_queries_for_few_and_many(
    exchange: Exchange,
    people: list[DelegationMember],
    kind: TotalsKind,
    una: User,
    django_assert_max_num_queries: Any,
) -> None:
    for turn in range(10):
        item(exchange, "meal", f"Meal {turn}")
        item(exchange, "transfer", f"Bus {turn}")

    with django_assert_max_num_queries(5):
        totals(exchange, kind)


def test_link_is_made_and_taken_back_by_owners(exchange: Exchange, fay: User, ari: User, una: User) -> None:
    with pytest.raises(NotPermitted):
        share_totals(exchange, actor=una, kind=TotalsKind.MEALS, recipient="Kitchen")
    shared = share_totals(exchange, actor=fay, kind=TotalsKind.MEALS, recipient="Kitchen")
    with pytest.raises(NotPermitted):
        revoke_totals(shared, actor=una)

    revoke_totals(shared, actor=ari)
    again = revoke_totals(fresh(shared), actor=fay)

    assert len(shared.token) >= 40
    assert (again.made_by, again.revoked_by) == (fay, ari)


def test_what_was_kept_long_enough_is_wiped_with_a_record(
    ask: Ask, exchange: Exchange, registration: Registration, mia: User
) -> None:
    short, long = ask("Passport?", keep_days=3), ask("Topic")
    answer(registration, mia, (short, "x"), (long, "y"))
    now = of(registration.delegation, registration.member)
    save_needs(now, actor=mia, needs=[NeedDraft("diet", "vegan")], version=0)
    leg = {"at": DAY, "time_zone": "Asia/Shanghai"}
    save_leg(now, actor=mia, direction=Direction.ARRIVAL, values=leg, version=0)
    counts = []

    for days in (3, 4, 14, 15, 61, 62):
        noon = dt.datetime(2099, 5, 11, 4, tzinfo=dt.UTC) + dt.timedelta(days=days)
        with time_machine.travel(noon, tick=False):
            counts.append(wipe_due())

    told = sorted(Wiping.objects.values_list("what", "question", "number"), key=str)
    assert counts == [0, 1, 0, 1, 1, 0]
    assert told == [("answers", short.pk, 1), ("needs", None, 1), ("travel", None, 1)]
    assert [Answer.objects.get().question, Need.objects.exists(), TravelLeg.objects.exists()] == [
        *(long, False, False)
    ]


def test_erasure_takes_what_a_person_told_and_leaves_the_others(
    ask: Ask, people: list[DelegationMember], registration: Registration, mia: User
) -> None:
    question = ask("Topic")
    answer(registration, mia, (question, "Cells"))
    save_needs(
        of(registration.delegation, registration.member),
        actor=mia,
        needs=[NeedDraft("diet", "vegan")],
        version=0,
    )
    others = Need.objects.exclude(registration__member=registration.member).count()

    erase_person(DataSubject(mia.pk, frozenset({mia.email})))

    assert (Answer.objects.count(), Need.objects.count(), others) == (0, others, 6)
