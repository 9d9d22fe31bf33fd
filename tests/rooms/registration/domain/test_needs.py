"""Needs, travel and nights: whose they are, two writers, and rooms that are never given twice."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import name_member, swap_member
from qiao.rooms.exchanges.domain.registering import submit_delegation
from qiao.rooms.exchanges.errors import WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.domain.needs import NeedDraft, save_leg, save_needs
from qiao.rooms.registration.domain.staying import (
    add_hotel,
    assign_hotel,
    change_hotel,
    remove_hotel,
    rooms_taken,
    save_stay,
)
from qiao.rooms.registration.enums import Direction
from qiao.rooms.registration.errors import (
    ChangedMeanwhile,
    HotelFull,
    HotelInUse,
    NotTheSameExchange,
    UnknownNeed,
)
from qiao.rooms.registration.models import Hotel, Need, Registration, Stay, TravelLeg
from tests.rooms.registration.conftest import of

NIGHT = dt.date(2099, 5, 9)
VEGAN, KIWI = NeedDraft("diet", "vegan"), NeedDraft("allergy", "other", "kiwi")


def stay_of(registration: Registration, actor: User, **values: Any) -> Stay:
    now = of(registration.delegation, registration.member)
    wanted = {"first_night": NIGHT, "nights": 2, "room_kind": "single"} | values
    made = save_stay(now, actor=actor, values=wanted, version=now.stay_version)
    assert made is not None
    return Stay.objects.select_related("registration__delegation__exchange").get(pk=made.pk)


@pytest.mark.parametrize(
    ("actor", "may"), [("mia", True), ("una", True), ("fay", False), ("hui", False), ("opal", False)]
)
def test_needs_are_told_by_the_person_or_the_head(
    registration: Registration, actor: str, may: bool, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(actor)

    if may:
        save_needs(registration, actor=user, needs=[VEGAN, KIWI], version=0)
    else:
        with pytest.raises(NotPermitted):
            save_needs(registration, actor=user, needs=[VEGAN], version=0)

    assert Need.objects.count() == (2 if may else 0)


def test_needs_are_what_was_told_last(registration: Registration, mia: User) -> None:
    first = save_needs(registration, actor=mia, needs=[VEGAN, KIWI], version=0)

    save_needs(first, actor=mia, needs=[NeedDraft("allergy", "other", "kiwi, mango")], version=1)

    assert list(Need.objects.values_list("kind", "note")) == [("allergy", "kiwi, mango")]


def test_need_that_is_on_no_list_is_refused(registration: Registration, mia: User) -> None:
    with pytest.raises(UnknownNeed):
        save_needs(registration, actor=mia, needs=[VEGAN, NeedDraft("diet", "gluten")], version=0)

    assert not Need.objects.exists()


def test_second_writer_of_needs_sees_the_first(registration: Registration, mia: User, una: User) -> None:
    first = save_needs(registration, actor=mia, needs=[VEGAN], version=0)

    with pytest.raises(ChangedMeanwhile) as refusal:
        save_needs(first, actor=una, needs=[KIWI], version=0)
    save_needs(first, actor=una, needs=[VEGAN], version=0)

    assert refusal.value.values["theirs"] == {("diet", "vegan"): ""}
    assert Need.objects.get().code == "vegan"


def test_needs_still_change_while_answers_are_judged(
    registration: Registration, mia: User, una: User
) -> None:
    submit_delegation(registration.delegation, actor=una)

    save_needs(registration, actor=mia, needs=[VEGAN], version=0)

    assert Need.objects.exists()


def test_who_was_replaced_tells_nothing_more(member: DelegationMember, mia: User, una: User) -> None:
    swap_member(member, actor=una, name_en="Noa")

    with pytest.raises(WrongState):
        save_needs(of(member.delegation, member), actor=mia, needs=[VEGAN], version=0)


def test_time_of_travel_is_stored_in_utc_with_its_zone(registration: Registration, mia: User) -> None:
    there = dt.datetime(2099, 5, 9, 14, 30, tzinfo=ZoneInfo("America/New_York"))
    values = {"at": there, "time_zone": "America/New_York", "transport": "flight", "number": "CA 982"}

    save_leg(registration, actor=mia, direction=Direction.DEPARTURE, values=values, version=0)

    leg = TravelLeg.objects.get()
    assert (leg.at, leg.time_zone) == (dt.datetime(2099, 5, 9, 18, 30, tzinfo=dt.UTC), "America/New_York")


def test_travel_without_a_time_is_taken_away(registration: Registration, mia: User) -> None:
    values = {"at": dt.datetime(2099, 5, 9, tzinfo=dt.UTC), "time_zone": "Asia/Shanghai"}
    save_leg(registration, actor=mia, direction=Direction.ARRIVAL, values=values, version=0)

    with pytest.raises(ChangedMeanwhile):
        save_leg(registration, actor=mia, direction=Direction.ARRIVAL, values={"at": None}, version=0)
    save_leg(registration, actor=mia, direction=Direction.ARRIVAL, values={"at": None}, version=1)

    assert not TravelLeg.objects.exists()


@pytest.fixture
def noa(delegation: Delegation, member: DelegationMember, una: User) -> Registration:
    return of(delegation, name_member(delegation, actor=una, name_en="Noa"))


@pytest.fixture
def hotel(exchange: Exchange, fay: User) -> Hotel:
    rooms = {"single": 1, "twin": 1}
    return add_hotel(exchange, actor=fay, values={"name_en": "Garden Hotel"}, rooms=rooms)


def test_rooms_are_never_given_twice_in_a_night(
    hotel: Hotel, registration: Registration, noa: Registration, una: User, fay: User
) -> None:
    mine = stay_of(registration, una)
    hers = stay_of(noa, una, first_night=NIGHT + dt.timedelta(days=1))
    assign_hotel(mine, actor=fay, hotel=hotel)

    with pytest.raises(HotelFull) as refusal:
        assign_hotel(hers, actor=fay, hotel=hotel)
    assign_hotel(stay_of(noa, una, first_night=NIGHT + dt.timedelta(days=2)), actor=fay, hotel=hotel)

    assert "May 10, 2099" in str(refusal.value)
    assert Stay.objects.filter(hotel=hotel).count() == 2


def test_two_who_share_take_one_room(
    hotel: Hotel, registration: Registration, noa: Registration, una: User, fay: User
) -> None:
    mine = stay_of(registration, una, room_kind="twin", shares_with=noa.member)
    hers = stay_of(noa, una, room_kind="twin")

    for stay in (mine, hers):
        assign_hotel(stay, actor=fay, hotel=hotel)

    assert set(rooms_taken(Stay.objects.select_related("registration")).values()) == {1}


def test_change_that_no_longer_fits_is_assigned_anew(
    hotel: Hotel, registration: Registration, una: User, fay: User
) -> None:
    assign_hotel(stay_of(registration, una), actor=fay, hotel=hotel)

    longer = stay_of(registration, una, nights=3)
    other = stay_of(registration, una, room_kind="double")

    assert (longer.hotel, other.hotel) == (hotel, None)


def test_hotel_is_kept_by_owners_and_never_below_what_is_assigned(
    hotel: Hotel, registration: Registration, una: User, fay: User
) -> None:
    stay = stay_of(registration, una)
    with pytest.raises(NotPermitted):
        assign_hotel(stay, actor=una, hotel=hotel)
    assign_hotel(stay, actor=fay, hotel=hotel)

    with pytest.raises(HotelFull):
        change_hotel(hotel, actor=fay, values={}, rooms={"single": 0})
    with pytest.raises(HotelInUse):
        remove_hotel(hotel, actor=fay)
    assign_hotel(stay, actor=fay, hotel=None)
    remove_hotel(hotel, actor=fay)

    assert not Hotel.objects.exists()


def test_nobody_shares_with_themselves(registration: Registration, una: User) -> None:
    with pytest.raises(NotTheSameExchange):
        stay_of(registration, una, room_kind="twin", shares_with=registration.member)


def test_stay_is_taken_away(registration: Registration, una: User) -> None:
    stay_of(registration, una)

    save_stay(
        of(registration.delegation, registration.member), actor=una, values={"first_night": None}, version=1
    )

    assert not Stay.objects.exists()


@pytest.mark.once
@settings(max_examples=30)
@given(mates=st.dictionaries(st.integers(0, 7), st.none() | st.integers(0, 9), max_size=8))
def test_rooms_hold_everybody_and_two_at_most(mates: dict[int, int | None]) -> None:
    people = [
        Stay(
            first_night=NIGHT,
            nights=1,
            room_kind="twin",
            registration=Registration(member_id=person),
            shares_with_id=None if mate == person else mate,
        )
        for person, mate in mates.items()
    ]

    rooms = rooms_taken(people)[NIGHT, "twin"]

    assert len(people) / 2 <= rooms <= len(people)
