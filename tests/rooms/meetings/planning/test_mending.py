"""Whatever happens, a mended plan holds together, leaves what has begun, and moves no more than it has to."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.rooms.meetings.planning.errors import ChangeImpossible, NothingFound
from qiao.rooms.meetings.planning.mending import Change, Key, mend
from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reseating import key_of
from qiao.rooms.meetings.planning.sound import faults_of
from qiao.rooms.meetings.workbook.event import (
    Delegate,
    Event,
    Host,
    Name,
    Organisation,
    Period,
    Place,
    Slot,
    Wish,
)

START = dt.datetime(2099, 5, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
STEP = dt.timedelta(minutes=20)
GUESTS, HOSTS, SLOTS = "abcd", "xyz", 5


def event_of(wishes: list[tuple[str, str, int]], tables: int) -> Event:
    names = [Name("", each) for each in GUESTS + HOSTS]
    return Event(
        name=Name("", "Trial"),
        organisers=Name(),
        time_zone=ZoneInfo("Asia/Shanghai"),
        walk_slots=0,
        floor=0,
        organisations=tuple(Organisation(each.en, each) for each in names),
        delegates=tuple(Delegate(each, Name("", each), Name()) for each in GUESTS),
        hosts=tuple(Host(each, None, Name()) for each in HOSTS),
        places=tuple(Place(f"t{n}", Name("", f"Table {n}"), 1) for n in range(tables)),
        slots=tuple(Slot(f"s{n}", START + n * STEP, START + (n + 1) * STEP) for n in range(SLOTS)),
        periods=(),
        wishes=tuple(Wish(guest, host, rank, (), None) for guest, host, rank in wishes),
    )


def away(event: Event, who: str, numbers: set[int]) -> Event:
    slots = [event.slots[n] for n in sorted(numbers)]
    gone = tuple(Period(who, each.starts_at, each.ends_at, is_free=False) for each in slots)
    return replace(event, periods=(*event.periods, *gone))


def held(plan: Plan) -> dict[Key, tuple[str, str]]:
    return {key_of(each.pair): (each.slot.code, each.seat.place.key) for each in plan.meetings}


def kept(plan: Plan, after: Plan) -> tuple[int, int, int]:
    """The weight of what both hold, how much that is, and how little of it moves."""
    both = [each for each in plan.pairs if key_of(each) in held(plan) and key_of(each) in held(after)]
    moved = sum(held(plan)[key_of(each)][0] != held(after)[key_of(each)][0] for each in both)
    return sum(each.weight for each in both), len(both), -moved


pairs = st.sampled_from([(guest, host) for guest in GUESTS for host in HOSTS])
wishes = st.dictionaries(pairs, st.integers(1, 10), min_size=1, max_size=10)
events = st.builds(
    lambda asked, tables: event_of([(*pair, rank) for pair, rank in asked.items()], tables),
    wishes,
    st.integers(1, 3),
)


@settings(max_examples=25, deadline=None)
@given(events, st.sampled_from(GUESTS + HOSTS), st.sets(st.integers(0, SLOTS - 1)), st.integers(0, 3))
def test_mended_plan_holds_together_and_leaves_what_has_begun(
    event: Event, who: str, gone: set[int], begun: int
) -> None:
    plan = make_plan(event)
    changed = away(event, who, {each for each in gone if each >= begun})
    codes = frozenset(each.code for each in event.slots[:begun])

    mended = mend(Change(changed, held(plan), begun=codes))

    assert list(faults_of(changed, mended.meetings)) == []
    before, after = (
        {pair: where for pair, where in held(each).items() if where[0] in codes} for each in (plan, mended)
    )
    assert after == before
    assert mended.solution.moved_bound is not None
    assert mended.solution.moved == -kept(plan, mended)[2]
    assert mended.solution.moved_bound <= -kept(plan, mended)[2]


@settings(max_examples=25, deadline=None)
@given(events, st.sampled_from(GUESTS + HOSTS), st.sets(st.integers(0, SLOTS - 1)))
def test_planning_anew_never_keeps_more_or_moves_fewer(event: Event, who: str, gone: set[int]) -> None:
    plan = make_plan(event)
    changed = away(event, who, gone)

    mended, anew = mend(Change(changed, held(plan))), make_plan(changed)

    assert kept(plan, mended) >= kept(plan, anew)


def test_meeting_that_is_due_is_held_whatever_it_costs() -> None:
    event = event_of([("a", "x", 1)], 1)
    plan = make_plan(event)
    slot, _table = held(plan)["a", "x"]

    mended = mend(Change(event, held(plan), due={("b", "x"): slot}))

    assert held(mended)["b", "x"][0] == slot
    assert held(mended)["a", "x"][0] != slot
    assert not any(each.pair.pin for each in mended.meetings)


def test_two_who_are_due_at_once_are_named() -> None:
    event = event_of([("a", "x", 1), ("b", "x", 1)], 2)

    with pytest.raises(ChangeImpossible) as refused:
        mend(Change(event, {}, due={("a", "x"): "s1", ("b", "x"): "s1"}))

    (clash,) = refused.value.clashes
    assert len(clash.pins) == 2
    assert "x can be in only one meeting at a time" in clash.sentence


def test_limit_of_moves_is_kept() -> None:
    event = event_of([("a", "x", 1), ("b", "x", 1), ("c", "x", 1)], 1)
    plan = make_plan(event)
    late = away(event, "x", {0, 1, 2, 3})

    mended = mend(Change(late, held(plan), most_moved=0))

    assert mended.solution.moved == 0
    with pytest.raises(NothingFound):
        mend(Change(event, held(plan), due={("a", "x"): free_slot(plan)}, most_moved=0))


def free_slot(plan: Plan) -> str:
    taken = {slot for slot, _table in held(plan).values()}
    return next(each.code for each in plan.event.slots if each.code not in taken)


def test_whoever_stays_keeps_the_table() -> None:
    event = event_of([("a", "x", 1), ("b", "y", 1), ("c", "z", 1)], 3)
    plan = make_plan(event)

    mended = mend(Change(away(event, "z", set(range(SLOTS))), held(plan)))

    before = held(plan)
    assert held(mended) == {pair: where for pair, where in before.items() if "z" not in pair}
