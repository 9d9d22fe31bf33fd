"""What a timetable is worth, counted for the check."""

from dataclasses import dataclass
from fractions import Fraction

from qiao.engines.timetabling.check.timetable import Timetable
from qiao.engines.timetabling.problem import Request
from qiao.engines.timetabling.result import Number


@dataclass(frozen=True)
class Counts:
    """Exact weight, breaks (rule ``gap``), waits (rule ``wait``), idle slots, breaks of each, and how many
    meetings are missing to the floors."""

    weight: Fraction
    breaks: int
    waits: int
    idle: int
    breaks_of: dict[str, int]
    moved: int | None
    dropped: int | None
    added: int | None
    shortfall: int = 0


def count(timetable: Timetable) -> Counts:
    problem = timetable.frame.problem
    breaks = waits = idle = 0
    breaks_of = {}
    for who, mine in timetable.of_participant.items():
        own_breaks, own_waits, own_idle = _gaps_of(timetable, who, mine)
        breaks, waits, idle = breaks + own_breaks, waits + own_waits, idle + own_idle
        breaks_of[who] = own_breaks if problem.break_rule == "gap" else own_waits
    weight = sum((exact(timetable.frame.requests[each].weight) for each in timetable.meetings), Fraction(0))
    shortfall = sum(
        max(0, floor - len(timetable.of_participant[who])) for who, floor in timetable.frame.floors.items()
    )
    return Counts(weight, breaks, waits, idle, breaks_of, *_changes(timetable), shortfall)


def _gaps_of(timetable: Timetable, who: str, mine: list[tuple[int, Request]]) -> tuple[int, int, int]:
    frame = timetable.frame
    breaks = waits = idle = 0
    for number in range(1, len(mine)):
        (early, first), (late, second) = mine[number - 1], mine[number]
        if frame.day_of.get(early) is None or frame.day_of.get(early) != frame.day_of.get(late):
            continue
        steps = frame.steps(frame.zone_of(first), frame.zone_of(second))
        between = range(early + 1, late)
        free = sum(slot not in frame.people[who].unavailable for slot in between)
        if between and len(between) > steps:
            breaks += 1
        if between and free > steps:
            waits += 1
            idle += free - steps
    return breaks, waits, idle


def _changes(timetable: Timetable) -> tuple[int | None, int | None, int | None]:
    previous = timetable.frame.problem.previous
    if previous is None:
        return None, None, None
    held = timetable.meetings
    moved = sum(name in held and held[name].slot != slot for name, slot in previous.items())
    return moved, sum(name not in held for name in previous), sum(name not in previous for name in held)


def exact(value: Number) -> Fraction:
    """The number that is written: 0.1 is a tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(repr(value))


def plain(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else float(value)
