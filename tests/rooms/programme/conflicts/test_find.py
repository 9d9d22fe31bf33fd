"""Against brute force, and told case by case."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.rooms.programme.conflicts import Conflict, Kind, Programme, Spot, find
from qiao.rooms.programme.conflicts.ways import Ways
from tests.rooms.programme.conflicts.brute import comes_before, minutes, named, overlap
from tests.rooms.programme.conflicts.instances import PLACES, programme, programmes, session

pytestmark = pytest.mark.once
SUCCESSIONS = {Kind.TRANSFER}
COUNTED = (Kind.RIDE, Kind.TRANSFER, Kind.SMALL_FOR_AUDIENCE, Kind.SMALL_FOR_SESSION)


@settings(max_examples=30, deadline=None)
@given(programmes())
def test_find_names_what_brute_force_names(given: Programme) -> None:
    found = find(given)

    told = {
        (_plain(each.kind), each.session, each.resource) for each in found if each.kind not in SUCCESSIONS
    }
    assert told == named(given)


@settings(max_examples=30, deadline=None)
@given(programmes())
def test_every_pair_that_is_found_is_one(given: Programme) -> None:
    by_id = {each.id: each for each in given.sessions}

    for each in find(given):
        session = by_id[each.session]
        other = by_id[each.other] if each.other is not None else None
        if each.kind is Kind.TRANSFER:
            assert other is not None
            start = other.destination if other.destination is not None else other.place
            assert minutes(given, start, session.place) == each.needed
            assert (session.starts - other.ends).total_seconds() / 60 == each.given
            assert other.audience is None or session.audience is None or other.audience & session.audience
        elif other is not None:
            assert overlap(other, session)
            assert comes_before(other, session)
        assert each.kind not in COUNTED or each.needed != each.given


@settings(max_examples=20, deadline=None)
@given(programmes())
def test_ways_are_those_of_brute_force(given: Programme) -> None:
    ways = Ways(given)

    for start in PLACES:
        for end in PLACES:
            assert ways.minutes(start, end) == minutes(given, start, end)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from([0, 0.25, 0.5])), max_size=6))
def test_every_way_that_is_too_short_in_a_row_is_found(steps: list[tuple[str, float]]) -> None:
    starts = [sum(pause + 1 for _place, pause in steps[:n]) for n in range(len(steps))]
    row = [session(n, starts[n], starts[n] + 1, place=place) for n, (place, _pause) in enumerate(steps)]
    given = programme(*row, ways={("centre", "laboratory"): 20, ("laboratory", "stop"): 10}, sizes={})

    found = {each.session for each in find(given)}

    short = set()
    for before, after in pairwise(row):
        needed = minutes(given, before.place, after.place) or 0
        short |= {after.id} if (after.starts - before.ends).total_seconds() < needed * 60 else set()
    assert found == short


def test_ever_more_overlaps_give_one_conflict_each() -> None:
    crowd = [session(number, 9, 12, place="room") for number in range(50)]

    found = find(programme(*crowd))

    assert len([each for each in found if each.kind is Kind.PLACE]) == 49


def test_transfer_of_all_delegations_is_too_short() -> None:
    one, other = session("a", 9, 10, place="hall"), session("b", 10.25, 11, place="laboratory")

    found = find(programme(one, other, ways={("centre", "laboratory"): 25}, sizes={}))

    assert found == [Conflict(Kind.TRANSFER, "b", "a", None, 25, 15)]


def test_transfer_is_said_once_for_two_delegations() -> None:
    audience = frozenset({"columbia", "duke"})
    one = session("a", 9, 10, place="hall", audience=audience)
    other = session("b", 10, 11, place="stop", audience=audience)

    found = find(programme(one, other, ways={("centre", "stop"): 5}))

    assert [(each.kind, each.session) for each in found] == [(Kind.TRANSFER, "b")]


def test_transfer_from_a_common_session_to_ones_own() -> None:
    common = session("a", 9, 10, place="hall")
    own = session("b", 10, 11, place="stop", audience=frozenset({"columbia"}))
    back = session("c", 11, 12, place="hall")

    found = find(programme(common, own, back, ways={("centre", "stop"): 5}, sizes={}))

    assert [(each.other, each.session) for each in found] == [("a", "b"), ("b", "c")]


def test_sessions_side_by_side_leave_a_choice() -> None:
    one, beside = session("a", 9, 10, place="hall"), session("b", 9, 10, place="laboratory")
    after = session("c", 10, 11, place="stop")

    found = find(programme(one, beside, after, ways={("centre", "stop"): 5, ("laboratory", "stop"): 5}))

    assert {each.kind for each in found} == set()


def test_ride_takes_the_time_of_the_way_and_ends_where_it_leads() -> None:
    ride = session("ride", 9, 9.25, place="hall", destination="laboratory", vehicle="Bus 1")
    after = session("after", 9.25, 10, place="laboratory", capacity=10)

    found = find(programme(ride, after, ways={("centre", "laboratory"): 25}))

    assert found == [Conflict(Kind.RIDE, "ride", None, "laboratory", 25, 15)]


def test_groups_of_a_frame_do_not_hold_the_venue() -> None:
    visits = session("visits", 9, 12, place="centre", is_frame=True, speakers=frozenset({"ada"}))
    talk = session("talk", 10, 11, place="hall", capacity=10, speakers=frozenset({"ada"}))

    assert find(programme(visits, talk)) == []


def test_places_within_each_other_in_a_circle_end() -> None:
    circle = {"a": Spot(within="b"), "b": Spot(within="a")}

    found = find(programme(session(1, 9, 10, place="a"), session(2, 9, 10, place="b"), places=circle))

    assert {each.kind for each in found} == {Kind.WITHIN}


def _plain(kind: Kind) -> Kind:
    return Kind.PERSON if kind is Kind.INTERPRETER else kind
