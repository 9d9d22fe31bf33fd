"""Wishes become a plan that passes the check of the engine, or a proof that there is none."""

from collections import Counter
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.check import check
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.planning.errors import NothingFound, PinsClash
from qiao.rooms.meetings.planning.grid import grid_of
from qiao.rooms.meetings.planning.pairs import pairs_of, weight_of, worth
from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.workbook.event import Event
from qiao.rooms.meetings.workbook.faults import WorkbookRefused
from qiao.rooms.meetings.workbook.read import read_event
from tests.support.meeting_workbook import DAYS, Rows, small, workbook


def planned(**changes: Rows) -> Plan:
    return make_plan(read_event(workbook(small(**changes))), time_limit=20)


def clashes(**changes: Rows) -> list[tuple[list[str], str]]:
    with pytest.raises(PinsClash) as caught:
        planned(**changes)
    return [([pin.split(" ")[0] for pin in each.pins], each.sentence) for each in caught.value.clashes]


def require_sound(plan: Plan) -> None:
    """Counted from the meetings alone, beside the check of the engine."""
    slots = [
        (meeting.slot.code, key)
        for meeting in plan.meetings
        for key in (meeting.pair.delegation.key, meeting.pair.host.key)
    ]
    seats = [(meeting.slot.code, meeting.seat) for meeting in plan.meetings]
    at = Counter((meeting.slot.code, meeting.seat.place) for meeting in plan.meetings)

    assert check(plan.problem, plan.solution).is_valid
    assert Counter(slots).most_common(1)[0][1] == 1 if slots else True
    assert len(seats) == len(set(seats))
    assert all(count <= place.capacity for (_slot, place), count in at.items())
    for meeting in plan.meetings:
        away = [
            key
            for key in (meeting.pair.delegation.key, meeting.pair.host.key, meeting.seat.place.key)
            if not plan.event.is_free(key, meeting.slot)
        ]
        assert away == []
        assert meeting.pair.host.place in (None, meeting.seat.place.key)


def test_wishes_of_both_sides_weigh_more_than_any_of_one(small_event: Event) -> None:
    pairs = pairs_of(small_event)

    assert [(pair.delegation.key, pair.host.key, pair.weight) for pair in pairs] == [
        ("DUKE", "LAB", 29),
        ("ANU", "BAT", 10),
    ]
    assert weight_of(()) == 0
    assert worth(1) == 10


def test_pauses_are_numbers_in_which_nobody_meets(small_event: Event) -> None:
    rows: Rows = [{"date": DAYS[0], "start": time(hour), "end": time(hour, 30)} for hour in (9, 10, 14)]

    grid = grid_of(read_event(workbook(small(slots=rows))))

    assert ["." if each is None else each.code for each in grid.cells] == ["1", ".", "2", *".......", "3"]
    assert grid.days == ((0, 10),)
    assert grid_of(small_event).days == ((0, 2), (3, 3))


def test_small_plan_grants_everything() -> None:
    plan = planned()

    require_sound(plan)
    assert (len(plan.meetings), plan.refused, plan.solution.status) == (2, (), "optimal")


def test_sample_of_forty_universities_is_planned_and_sound(sample: Plan) -> None:
    sides = Counter(party.side for party in sample.event.parties)

    require_sound(sample)
    assert sides == {Side.DELEGATION: 40, Side.HOST: 13}
    assert sample.solution.weight == sample.solution.weight_bound
    assert sample.solution.waits == 0
    assert [meeting.slot.code for meeting in sample.meetings if meeting.pair.pin] == ["1p1"]
    assert all(len(sample.meetings_of(party)) >= 2 for party in sample.event.parties)


def test_same_seed_gives_the_same_plan(sample: Plan) -> None:
    again = make_plan(sample.event, time_limit=60)

    assert again.meetings == sample.meetings


def test_host_stays_at_its_table(sample: Plan) -> None:
    seats = {
        party.key: {meeting.seat for meeting in sample.meetings_of(party)} for party in sample.event.parties
    }
    centre = next(party for party in sample.event.parties if party.place)

    assert len(seats[centre.key]) == 1
    assert {seat.place.key for seat in seats[centre.key]} == {"B"}


PIN = {"asker": "DUKE", "wanted": "LAB", "pin": "1"}
THEN = "3 November 09:00–09:19"
ONE_AT_A_TIME = (
    f"Duke University can be in only one meeting at a time ({THEN}). Free or move all of them but one."
)
FEW_TABLES = f"{THEN}: 2 meetings are fixed to 1 tables. Move one of them, or add a table."
NOT_THERE = f"Institute of Future Mobility is not available then ({THEN}). Choose another slot."
NO_TABLE = f"No table is open then ({THEN}). Choose another slot, or open a place."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"wishes": [PIN, PIN | {"wanted": "BAT"}]},
            [(["wishes!C2", "wishes!C3"], ONE_AT_A_TIME)],
        ),
        (
            {
                "wishes": [PIN, {"asker": "ANU", "wanted": "BAT", "pin": "2026-11-03 09:00"}],
                "places": [{"name_en": "Hall", "capacity": 1}],
            },
            [(["wishes!C2", "wishes!C3"], FEW_TABLES)],
        ),
        (
            {"wishes": [PIN], "availability": [{"party": "LAB", "date": DAYS[0], "free": "no"}]},
            [(["wishes!C2"], NOT_THERE)],
        ),
        (
            {"wishes": [PIN], "availability": [{"party": "Hall 1", "date": DAYS[0], "free": "no"}]},
            [(["wishes!C2"], NO_TABLE)],
        ),
    ],
)
def test_fixed_meetings_that_cannot_be_are_named(changes: dict[str, Rows], expected: list[Any]) -> None:
    assert clashes(**changes) == expected


def test_every_clash_is_named_the_smallest_first() -> None:
    wishes: Rows = [
        PIN,
        PIN | {"wanted": "BAT"},
        {"asker": "ANU", "wanted": "BAT", "pin": "4"},
    ]

    found = clashes(wishes=wishes, availability=[{"party": "ANU", "date": DAYS[1], "free": "no"}])

    assert [pins for pins, _sentence in found] == [["wishes!C4"], ["wishes!C2", "wishes!C3"]]


def test_limits_forbid_fixed_meetings() -> None:
    rows = small()["organisations"]
    rows[0] = rows[0] | {"max_meetings": 1}

    found = clashes(organisations=rows, wishes=[PIN, PIN | {"wanted": "BAT", "pin": "2"}])

    assert (
        found[0][1] == "Duke University may not hold so many meetings. Free one of them, or raise the limit."
    )


def test_walk_between_zones_is_kept() -> None:
    places: Rows = [
        {"name_en": "Hall", "capacity": 1, "zone": "A|1"},
        {"name_en": "Tent", "capacity": 1, "zone": "B"},
    ]
    hosts: Rows = [{"organisation": "LAB", "place": "Hall"}, {"organisation": "BAT", "place": "Tent"}]
    wishes: Rows = [PIN | {"pin": None}, PIN | {"wanted": "BAT", "pin": None}]

    plan = planned(places=places, hosts=hosts, wishes=wishes, exchange=[{"name_en": "X", "walk_slots": 1}])

    starts = [meeting.slot.starts_at for meeting in plan.meetings]
    require_sound(plan)
    assert starts[1] - starts[0] >= timedelta(minutes=40)


def test_nothing_is_found_without_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingFound):
        make_plan(read_event(workbook(small(wishes=[PIN]))), time_limit=0, should_stop=lambda: True)


def test_reasons_name_only_the_two_of_a_pair(sample: Plan, sample_reasons: Reasons) -> None:
    names = {party.name.en for party in sample.event.parties}

    for pair in sample.refused:
        told = sample_reasons.why(pair)
        own = {pair.delegation.name.en, pair.host.name.en}
        assert told
        assert {
            name for name in names - own if name in told and not any(name in each for each in own)
        } == set()


def test_reasons_are_told_in_both_languages(sample: Plan, sample_reasons: Reasons) -> None:
    pair = sample.refused[0]
    with translation.override("zh-hans"):
        chinese = (sample_reasons.why(pair), sample_reasons.cause(pair), sample_reasons.remedy(pair))

    assert all(each and not each.isascii() for each in chinese)
    assert chinese != (sample_reasons.why(pair), sample_reasons.cause(pair), sample_reasons.remedy(pair))


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, Rows]:
    """Any workbook that can be read: few parties and slots, wishes, caps and absences of every kind."""
    delegations, hosts = ([f"{letter}{n}" for n in range(draw(st.integers(1, 4)))] for letter in "UH")
    caps = st.none() | st.integers(0, 3)
    days = draw(st.integers(1, 2))
    slots = [
        {"code": f"{day}-{n}", "date": DAYS[day], "start": time(9 + n), "end": time(9 + n, 30)}
        for day in range(days)
        for n in range(draw(st.integers(1, 3)))
    ]
    places = [
        {"code": f"P{n}", "name_en": f"Hall {n}", "capacity": draw(st.integers(1, 3))}
        for n in range(draw(st.integers(1, 2)))
    ]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(delegations), st.sampled_from(hosts), st.booleans()),
            unique=True,
            min_size=1,
        )
    )
    taken = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*delegations, *hosts, *(p["code"] for p in places)]),
                st.sampled_from(DAYS),
                st.integers(9, 11),
            ),
            max_size=4,
        )
    )
    return {
        "organisations": [
            {
                "code": key,
                "name_en": f"Organisation {key}",
                "max_meetings": draw(caps),
                "max_per_day": draw(caps),
                "max_run": draw(st.none() | st.integers(1, 2)),
            }
            for key in (*delegations, *hosts)
        ],
        "delegates": [{"organisation": key, "position_en": "Head of careers"} for key in delegations],
        "hosts": [{"organisation": key} for key in hosts],
        "places": places,
        "slots": slots,
        "availability": [
            {"party": key, "date": day, "start": time(hour), "end": time(hour, 30), "free": "no"}
            for key, day, hour in taken
        ],
        "wishes": [
            {
                "asker": a if is_own else b,
                "wanted": b if is_own else a,
                "rank": draw(st.none() | st.integers(1, 12)),
                "pin": draw(
                    st.none() | st.sampled_from([each["code"] for each in slots]) if is_own else st.none()
                ),
            }
            for a, b, is_own in pairs
        ],
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks())
def test_plan_of_any_workbook_is_sound(sheets: dict[str, Rows]) -> None:
    event = read_event(workbook(sheets))
    try:
        plan = make_plan(event, time_limit=20)
    except PinsClash as clash:
        found = clash.clashes
    else:
        found = []
        require_sound(plan)

    assert all(each.pins and each.sentence for each in found)


VALUES = st.one_of(
    st.none(),
    st.integers(-2, 10**7),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["DUKE", "LAB", "1", "9:00", "24:00", "=1", "2026-11-03", "否", "A|B", "科研", "   "]),
    st.sampled_from([*DAYS, time(9), time(23, 59)]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_cell_is_read_or_refused(data: st.DataObject) -> None:
    """Nothing that stands in a cell ends in anything but a plan or a sentence."""
    sheets = {name: [dict(row) for row in rows] for name, rows in small().items()}
    sheets["availability"] = [
        {"party": "DUKE", "date": DAYS[0], "start": "9:00", "end": "9:30", "free": "no"}
    ]
    sheets["wishes"][0]["pin"] = "2"
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(sheets)))
        row = data.draw(st.sampled_from(sheets[name]))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(VALUES)

    told = []
    try:
        require_sound(make_plan(read_event(workbook(sheets)), time_limit=20))
    except (WorkbookRefused, PinsClash) as refused:
        told = [(each["place"], each["problem"]) for each in refused.problems]

    assert all(place and sentence for place, sentence in told)
