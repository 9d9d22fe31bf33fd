"""Whether an agenda can be lived."""

import pytest
from hypothesis import given, settings

from qiao.rooms.programme.releases.difference import Agenda, PartyKind, days
from qiao.rooms.programme.releases.feasible import Fault, FaultKind, Map, digest_of, faults
from tests.rooms.programme.releases.agendas import (
    ANN,
    BEN,
    CAI,
    CENTRE,
    COLUMBIA,
    DUKE,
    ROOMS,
    agenda,
    agendas,
    entry,
)

pytestmark = pytest.mark.once
WAY = Map({frozenset({ROOMS["A"], ROOMS["B"]}): 30})


def kinds(found: list[Fault]) -> list[FaultKind]:
    return [fault.kind for fault in found]


def test_person_in_two_places_is_a_fault_of_all_who_share_it() -> None:
    plan = agenda(
        entry("p", 0, delegations=frozenset({COLUMBIA})),
        entry("q", 0.5, room="B", members=frozenset({ANN, BEN, CAI})),
    )

    (found,) = faults(plan, Map())

    assert (found.kind, found.members) == (FaultKind.TWO_PLACES, frozenset({ANN, BEN}))


def test_partner_may_be_in_two_places() -> None:
    both = {"partners": frozenset({CENTRE})}

    assert faults(agenda(entry("p", **both), entry("q", 0, room="B", **both)), Map()) == []


def test_frame_is_no_second_place() -> None:
    plan = agenda(entry("p", 0, 3, for_everyone=True, is_frame=True), entry("q", 1, members=frozenset({ANN})))

    assert faults(plan, Map()) == []


def test_what_is_for_everyone_alone_binds_and_one_of_several_is_chosen() -> None:
    meeting = entry("q", 0, room="B", members=frozenset({ANN}))
    welcome, beside = entry("p", for_everyone=True), entry("r", room="C", for_everyone=True)

    assert kinds(faults(agenda(welcome, meeting), Map())) == [FaultKind.TWO_PLACES]
    assert faults(agenda(welcome, beside, meeting), Map()) == []


@pytest.mark.parametrize(("gap", "expected"), [(0.25, [FaultKind.TOO_SHORT]), (0.5, []), (1, [])])
def test_way_between_two_places_takes_its_time(gap: float, expected: list[FaultKind]) -> None:
    plan = agenda(
        entry("p", 0, delegations=frozenset({DUKE})), entry("q", 1 + gap, room="B", for_everyone=True)
    )

    assert kinds(faults(plan, WAY)) == [kind for kind in expected if kind]


def test_way_between_venues_is_the_way_between_their_rooms() -> None:
    within = {ROOMS["B"]: ROOMS["C"]}
    places = Map({frozenset({ROOMS["A"], ROOMS["C"]}): 20}, within)

    assert places.way(ROOMS["A"], ROOMS["B"]) == 20
    assert places.way(ROOMS["B"], ROOMS["C"]) == 0
    assert places.way(ROOMS["B"], ROOMS["B"]) == 0


def test_transfer_leaves_its_people_where_it_leads() -> None:
    bus = entry("p", 0, delegations=frozenset({DUKE}), details={"destination_id": str(ROOMS["B"])})
    there = entry("q", 1, room="B", delegations=frozenset({DUKE}))

    assert faults(agenda(bus, there), WAY) == []


def test_entry_with_more_people_than_it_holds_is_full() -> None:
    plan = agenda(entry("p", delegations=frozenset({COLUMBIA}), capacity=1))

    (found,) = faults(plan, Map())

    assert (found.kind, found.needed, found.there) == (FaultKind.TOO_FULL, 2, 1)


def test_place_is_full_with_what_happens_in_it_at_the_same_time() -> None:
    one, other = entry("p", members=frozenset({ANN})), entry("q", 0.5, members=frozenset({CAI}))
    places = Map(capacities={ROOMS["A"]: 1})

    assert kinds(faults(agenda(one, other), places)) == [FaultKind.TOO_FULL]
    assert faults(agenda(one, entry("q", 1, members=frozenset({CAI}))), places) == []


def test_digest_of_faults_tells_them_apart() -> None:
    plan = agenda(entry("p", members=frozenset({ANN})), entry("q", members=frozenset({ANN})))
    other = agenda(entry("p", members=frozenset({BEN})), entry("q", members=frozenset({BEN})))

    assert digest_of([]) == ""
    assert digest_of(faults(plan, Map())) != digest_of(faults(other, Map()))


@settings(max_examples=60, deadline=None)
@given(agendas())
def test_agenda_without_faults_has_nobody_in_two_places_or_too_late(plan: Agenda) -> None:
    """By another way: each person, each pair of what names them."""
    found = faults(plan, WAY)
    named = {(fault.first.key, fault.second.key) for fault in found if fault.second}

    for party, day in days(plan).items():
        own = [e for e in day.values() if not e.is_frame and not e.for_everyone]
        for one in own if party.kind is PartyKind.MEMBER else ():
            for other in own:
                is_later = (one.starts_at, one.ends_at, one.key) < (other.starts_at, other.ends_at, other.key)
                if is_later and other.starts_at < one.ends_at:
                    assert (one.key, other.key) in named
