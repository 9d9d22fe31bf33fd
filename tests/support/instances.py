"""Small instances of timetabling and all there is to know about them, by looking at every timetable.

Nothing of the engine but its plain values is used: what is written here is a second reading of the format.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from qiao.engines.timetabling.problem import Participant, Problem, Request

Schedule = dict[str, int]
WEIGHTS = (1, 1, 1, 2, 3, 5, 0, 0.5, 2.25, 1.1, 0.000001, 3.3)
FEATURES = frozenset(
    {
        "days",
        "sessions",
        "capacity",
        "unavailable",
        "caps",
        "runs",
        "weights",
        "mandatory",
        "allowed",
        "slot",
        "after",
        "zones",
        "wait",
        "fairness",
        "bipartite",
        "floor",
    }
)


@dataclass(frozen=True)
class Best:
    """The least shortfall, the most weight, exactly, of those that have it, and the fewest breaks by the rule
    of the instance of those."""

    weight: Fraction
    breaks: int
    schedule: Schedule
    shortfall: int = 0


def brute_force(problem: Problem) -> Best | None:
    """The best of all legal timetables, None where there is none. `previous` limits only by `max_moved`."""
    best: Best | None = None
    for schedule in every_timetable(problem):
        weight, breaks = weight_of(problem, schedule), sum(breaks_of(problem, schedule).values())
        missing = shortfall_of(problem, schedule)
        if best is None or (missing, -weight, breaks) < (best.shortfall, -best.weight, best.breaks):
            best = Best(weight, breaks, schedule, missing)
    return best


def shortfall_of(problem: Problem, schedule: Schedule) -> int:
    """Meetings missing to the floors; where everything is held nothing counts as missing."""
    if problem.mode == "all":
        return 0
    missing = 0
    for each in problem.participants:
        floor = problem.floor if each.min_meetings is None else each.min_meetings
        missing += max(0, (floor or 0) - len(_meetings_of(problem, each, schedule)))
    return missing


def every_timetable(problem: Problem) -> Iterator[Schedule]:
    """Every legal timetable, as request id to slot."""
    for schedule in _extended(problem, {}, 0):
        if is_legal(problem, schedule):
            yield schedule


def without_floor(problem: Problem) -> Problem:
    people = tuple(replace(each, min_meetings=None) for each in problem.participants)
    return replace(problem, participants=people, floor=None)


def _extended(problem: Problem, held: Schedule, number: int) -> Iterator[Schedule]:
    if number == len(problem.requests):
        yield dict(held)
        return
    request = problem.requests[number]
    if problem.mode == "choose" and not request.mandatory:
        yield from _extended(problem, held, number + 1)
    for slot in range(problem.slots):
        if _lies_well(problem, request, slot) and not _is_taken(problem, request, slot, held):
            held[request.id] = slot
            yield from _extended(problem, held, number + 1)
            del held[request.id]


def _is_taken(problem: Problem, request: Request, slot: int, held: Schedule) -> bool:
    there = [each for each in problem.requests if held.get(each.id) == slot]
    if problem.capacity is not None and len(there) >= problem.capacity[slot]:
        return True
    return any({each.a, each.b} & {request.a, request.b} for each in there)


def _lies_well(problem: Problem, request: Request, slot: int) -> bool:
    people = [each for each in problem.participants if each.id in (request.a, request.b)]
    return (
        any(first <= slot <= last for first, last in _days(problem))
        and not any(slot in each.unavailable for each in people)
        and (request.session is None or slot in problem.sessions[request.session])
        and (request.allowed is None or slot in request.allowed)
        and (request.slot is None or slot == request.slot)
    )


def is_legal(problem: Problem, schedule: Schedule) -> bool:
    """Whether a timetable of known requests keeps every rule of the format."""
    held = [each for each in problem.requests if each.id in schedule]
    due = [each.id for each in problem.requests if problem.mode == "all" or each.mandatory]
    breaks = breaks_of(problem, schedule).values()
    return (
        set(due) <= set(schedule)
        and all(_lies_well(problem, each, schedule[each.id]) for each in held)
        and all(
            schedule[each.id] > schedule[earlier]
            for each in held
            for earlier in each.after
            if earlier in schedule
        )
        and _fits_the_tables(problem, schedule)
        and all(_suits(problem, each, schedule) for each in problem.participants)
        and (problem.fairness is None or not breaks or max(breaks) - min(breaks) <= problem.fairness)
        and (problem.max_moved is None or len(moved_in(problem, schedule)) <= problem.max_moved)
    )


def moved_in(problem: Problem, schedule: Schedule) -> list[str]:
    """The earlier meetings that are held in another slot."""
    previous = problem.previous or {}
    return [each for each, slot in previous.items() if schedule.get(each, slot) != slot]


def _fits_the_tables(problem: Problem, schedule: Schedule) -> bool:
    if problem.capacity is None:
        return True
    slots = list(schedule.values())
    return all(slots.count(slot) <= tables for slot, tables in enumerate(problem.capacity))


def _suits(problem: Problem, person: Participant, schedule: Schedule) -> bool:
    mine = _meetings_of(problem, person, schedule)
    slots = [slot for slot, _zone in mine]
    per_day = [[slot for slot in slots if first <= slot <= last] for first, last in _days(problem)]
    return (
        len(set(slots)) == len(slots)
        and (person.max_meetings is None or len(slots) <= person.max_meetings)
        and (person.max_per_day is None or all(len(each) <= person.max_per_day for each in per_day))
        and (person.max_run is None or all(_longest_run(each) <= person.max_run for each in per_day))
        and all(
            late - early - 1 >= _walk(problem, one, other)
            for (early, one), (late, other) in pairwise(mine)
            if _same_day(problem, early, late)
        )
    )


def _longest_run(slots: list[int]) -> int:
    longest = run = 0
    for number, slot in enumerate(slots):
        run = run + 1 if number and slots[number - 1] == slot - 1 else 1
        longest = max(longest, run)
    return longest


def breaks_of(problem: Problem, schedule: Schedule) -> dict[str, int]:
    """Breaks of each participant by the rule of the instance."""
    return {each.id: _breaks(problem, each, schedule) for each in problem.participants}


def _breaks(problem: Problem, person: Participant, schedule: Schedule) -> int:
    count = 0
    for (early, one), (late, other) in pairwise(_meetings_of(problem, person, schedule)):
        between = set(range(early + 1, late))
        if problem.break_rule == "wait":
            between -= person.unavailable
        if _same_day(problem, early, late) and len(between) > _walk(problem, one, other):
            count += 1
    return count


def weight_of(problem: Problem, schedule: Schedule) -> Fraction:
    """The weight held, exactly."""
    return sum((Fraction(str(each.weight)) for each in problem.requests if each.id in schedule), Fraction(0))


def _meetings_of(problem: Problem, person: Participant, schedule: Schedule) -> list[tuple[int, str | None]]:
    zones = {each.id: each.zone for each in problem.participants}
    mine = [each for each in problem.requests if each.id in schedule and person.id in (each.a, each.b)]
    mine.sort(key=lambda each: schedule[each.id])
    return [(schedule[each.id], each.zone or zones[each.a] or zones[each.b]) for each in mine]


def _walk(problem: Problem, one: str | None, other: str | None) -> int:
    return max(
        (slots for pair, slots in problem.travel.items() if pair in ((one, other), (other, one))), default=0
    )


def _days(problem: Problem) -> tuple[tuple[int, int], ...]:
    return problem.days or ((0, problem.slots - 1),)


def _same_day(problem: Problem, early: int, late: int) -> bool:
    return any(first <= early and late <= last for first, last in _days(problem))


@st.composite
def small_problems(
    draw: st.DrawFn,
    *,
    modes: Collection[str] = ("all", "choose"),
    without: Collection[str] = (),
    most_requests: int = 6,
    most_slots: int = 5,
    with_previous: bool = False,
) -> Problem:
    """A small instance without a fault, feasible or not, in which any field of the format may be used.

    Parameters
    ----------
    without : names of `FEATURES` that are left alone. with_previous : some meetings of an earlier timetable,
        and perhaps a limit of those that move.
    """
    assert set(without) <= FEATURES
    used = {each for each in sorted(FEATURES - set(without)) if draw(st.integers(0, 2)) == 0}
    slots = draw(st.integers(1, most_slots))
    days = _some_days(draw, slots) if "days" in used else ()
    sessions = {"AM": _some(draw, slots), "PM": _some(draw, slots)} if "sessions" in used else {}
    participants = _some_participants(draw, slots, used)
    requests: list[Request] = []
    for number in range(draw(st.integers(0, most_requests))):
        requests.append(_one_request(draw, number, slots, days, sessions, participants, requests, used))
    problem: dict[str, Any] = {
        "name": "small",
        "mode": draw(st.sampled_from(sorted(modes))),
        "slots": slots,
        "days": days,
        "sessions": sessions,
        "participants": participants,
        "requests": tuple(requests),
        "break_rule": draw(st.sampled_from(["gap", "wait"])) if "wait" in used else "gap",
        "bipartite": "bipartite" in used,
    }
    if "capacity" in used:
        problem["capacity"] = tuple(draw(st.integers(0, 3)) for _ in range(slots))
    if "fairness" in used:
        problem["fairness"] = draw(st.integers(0, 2))
    if "zones" in used:
        problem["travel"] = {("A", "B"): draw(st.integers(0, 2))}
    if "floor" in used:
        problem |= _some_floors(draw, participants)
    if with_previous:
        problem |= _some_previous(draw, slots, requests)
    return Problem(**problem)


def _some(draw: st.DrawFn, slots: int) -> frozenset[int]:
    return draw(st.frozensets(st.integers(0, slots - 1), min_size=1))


def _some_days(draw: st.DrawFn, slots: int) -> tuple[tuple[int, int], ...]:
    cuts = sorted(draw(st.sets(st.integers(1, slots), max_size=2)) | {0, slots})
    days = [(first, after - 1) for first, after in pairwise(cuts)]
    if len(days) > 1 and draw(st.booleans()):
        days.pop(draw(st.integers(0, len(days) - 1)))  # its slots are in no day: nobody can meet there
    return tuple(days)


def _some_participants(draw: st.DrawFn, slots: int, used: set[str]) -> tuple[Participant, ...]:
    count = draw(st.integers(2, 5))
    return tuple(
        Participant(
            id=f"p{number}",
            side="left"
            if number == 0
            else "right"
            if number == 1
            else draw(st.sampled_from(["left", "right"])),
            unavailable=_none_or(draw, used, "unavailable", st.frozensets(st.integers(0, slots - 1)))
            or frozenset(),
            max_meetings=_none_or(draw, used, "caps", st.integers(0, 4)),
            max_per_day=_none_or(draw, used, "caps", st.integers(0, 3)),
            max_run=_none_or(draw, used, "runs", st.integers(1, 3)),
            zone=_none_or(draw, used, "zones", st.sampled_from(["A", "B"])),
        )
        for number in range(count)
    )


def _some_floors(draw: st.DrawFn, participants: tuple[Participant, ...]) -> dict[str, Any]:
    """A floor of everybody, floors of some, or both, none above the cap of whom it is for."""
    people = []
    for each in participants:
        most = 4 if each.max_meetings is None else each.max_meetings
        own = draw(st.none() | st.integers(0, most))
        people.append(replace(each, min_meetings=own))
    caps = [each.max_meetings for each in people if each.min_meetings is None]
    most = min((cap for cap in caps if cap is not None), default=3)
    return {"participants": tuple(people), "floor": draw(st.none() | st.integers(0, most))}


def _one_request(
    draw: st.DrawFn,
    number: int,
    slots: int,
    days: tuple[tuple[int, int], ...],
    sessions: Mapping[str, frozenset[int]],
    participants: tuple[Participant, ...],
    earlier: list[Request],
    used: set[str],
) -> Request:
    a = draw(st.sampled_from(participants))
    others = [
        each for each in participants if each.id != a.id and ("bipartite" not in used or each.side != a.side)
    ]
    b = draw(st.sampled_from(others))
    session = _none_or(draw, used, "sessions", st.sampled_from(["AM", "PM"]))
    allowed = _none_or(draw, used, "allowed", st.frozensets(st.integers(0, slots - 1), min_size=1))
    possible = [
        slot
        for slot in range(slots)
        if slot not in a.unavailable | b.unavailable
        and (not days or any(first <= slot <= last for first, last in days))
        and (session is None or slot in sessions[session])
        and (allowed is None or slot in allowed)
    ]
    after = (
        st.lists(st.sampled_from([each.id for each in earlier]), max_size=2, unique=True) if earlier else None
    )
    return Request(
        id=f"r{number}",
        a=a.id,
        b=b.id,
        weight=draw(st.sampled_from(WEIGHTS)) if "weights" in used else 1,
        mandatory="mandatory" in used and draw(st.integers(0, 3)) == 0,
        session=session,
        allowed=allowed,
        slot=_none_or(draw, used, "slot", st.sampled_from(possible)) if possible else None,
        after=tuple(_none_or(draw, used, "after", after) or ()) if after is not None else (),
        zone=_none_or(draw, used, "zones", st.sampled_from(["A", "B"])),
    )


def _some_previous(draw: st.DrawFn, slots: int, requests: list[Request]) -> dict[str, Any]:
    previous = {each.id: draw(st.integers(0, slots - 1)) for each in requests if draw(st.booleans())}
    limit = draw(st.none() | st.integers(0, 2))
    return {"previous": previous, "max_moved": limit}


def _none_or(draw: st.DrawFn, used: set[str], feature: str, values: st.SearchStrategy[Any]) -> Any:
    return draw(values) if feature in used and draw(st.booleans()) else None
