"""What there is to hold meetings with: the most that each participant and each slot can take."""

from dataclasses import dataclass

from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Participant


@dataclass(frozen=True)
class Supply:
    """`caps`: the most meetings of each participant of whom there is a request; `tables`: the most in each
    slot in which a request could lie."""

    caps: dict[str, int]
    tables: dict[int, int]


def supply_of(frame: Frame) -> Supply:
    """What is asked for counts as well, where that is less. Linear in requests times slots."""
    slots_of: dict[str, set[int]] = {}
    wanted: dict[int, int] = {}
    asked: dict[str, int] = {}
    for request in frame.problem.requests:
        possible = frame.possible[request.id]
        for who in (request.a, request.b):
            slots_of.setdefault(who, set()).update(possible)
            asked[who] = asked.get(who, 0) + bool(possible)
        for slot in possible:
            wanted[slot] = wanted.get(slot, 0) + 1
    caps = {who: min(asked[who], _cap(frame, frame.people[who], slots)) for who, slots in slots_of.items()}
    there: dict[int, dict[str, int]] = {}
    for who, slots in slots_of.items():
        side = str(frame.people[who].side) if frame.problem.bipartite else f"{who} alone"
        for slot in slots:
            of_side = there.setdefault(slot, {})
            of_side[side] = of_side.get(side, 0) + 1
    tables = {}
    for slot, requests in wanted.items():
        room = frame.tables_in(slot)
        tables[slot] = min(requests, _couples(there[slot]), requests if room is None else room)
    return Supply(caps, tables)


def _couples(sides: dict[str, int]) -> int:
    """The most pairs of two from different sides, where so many are of each."""
    everyone = sum(sides.values())
    return min(everyone // 2, everyone - max(sides.values()))


def _cap(frame: Frame, person: Participant, slots: set[int]) -> int:
    """The most meetings that a participant can hold in these slots."""
    most = 0
    for day in frame.days:
        today = _most_of(sorted(slots & set(day)), person.max_run)
        most += today if person.max_per_day is None else min(today, person.max_per_day)
    return most if person.max_meetings is None else min(most, person.max_meetings)


def _most_of(slots: list[int], run: int | None) -> int:
    """How many of these slots of one day can be taken: each run of adjacent ones needs a pause after it."""
    if run is None:
        return len(slots)
    stretches: list[int] = []
    for number, slot in enumerate(slots):
        if number and slots[number - 1] == slot - 1:
            stretches[-1] += 1
        else:
            stretches.append(1)
    return sum(length - length // (run + 1) for length in stretches)
