"""A lower bound of the breaks: each participant alone cannot do with fewer."""

from collections.abc import Mapping
from typing import Any

from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Participant, Request

_NEVER = 10**9
_State = tuple[int, int, int, int]  # last slot, meetings, meetings of the day, length of the run


def breaks_by_runs(frame: Frame, certificate: Mapping[str, Any]) -> int | None:
    """The sum of the breaks that the certificate names and that are proved again, participant by participant.

    ``participants`` maps ids to breaks; what is said above what is proved counts as what is proved. None
    where it is no such map.
    """
    said = certificate.get("participants")
    if not isinstance(said, Mapping):
        return None
    mine: dict[str, list[Request]] = {}
    for request in frame.problem.requests:
        for who in (request.a, request.b):
            mine.setdefault(who, []).append(request)
    total = 0
    for who, breaks in said.items():
        if who not in frame.people or type(breaks) is not int or breaks < 0:
            return None
        if breaks:
            total += min(breaks, fewest_breaks(frame, frame.people[who], mine.get(who, [])))
    return total


def fewest_breaks(frame: Frame, person: Participant, requests: list[Request]) -> int:
    """The fewest breaks, by the rule of the instance, of any set of slots in which a participant could hold
    what is due: as many slots as due meetings (at least as many where others may be held too), each a slot in
    which one of the requests can lie, with those that leave no choice, within the caps.

    A gap is excused where the longest way of the instance would fill it. A dynamic programme over the last
    slot and the number of meetings, O(slots^3); caps of a day and of runs add a factor each. 0 where no set
    of slots does: then nothing can be held at all.
    """
    is_all = frame.problem.mode == "all"
    due = [each for each in requests if is_all or each.mandatory]
    held = due if is_all else requests
    slots = sorted(set().union(*(frame.possible[each.id] for each in held)) if held else set())
    forced = {min(frame.possible[each.id]) for each in due if len(frame.possible[each.id]) == 1}
    excused = max(frame.problem.travel.values(), default=0)
    best = {(-1, 0, 0, 0): 0}
    final = _NEVER
    for number, slot in enumerate(slots):
        cheapest: dict[_State, int] = {}
        for state, breaks in best.items():
            if any(state[0] < each < slot for each in forced):
                continue
            after = _step(frame, person, state, slot)
            if after is None or after[1] > (len(due) if is_all else len(slots)):
                continue
            cost = breaks + _is_break(frame, person, state[0], slot, excused)
            cheapest[after] = min(cheapest.get(after, _NEVER), cost)
        best |= cheapest
        if not any(each > slot for each in forced) and number + 1 >= len(due):
            ends = (breaks for state, breaks in cheapest.items() if state[1] >= len(due))
            final = min(final, min(ends, default=_NEVER))
    return final if due and final < _NEVER else 0


def _step(frame: Frame, person: Participant, state: _State, slot: int) -> _State | None:
    """The state after one more meeting, None where a cap forbids it. What has no cap is not counted."""
    last, meetings, today, run = state
    is_same_day = last >= 0 and frame.day_of[last] == frame.day_of[slot]
    meetings += 1
    today = 0 if person.max_per_day is None else today + 1 if is_same_day else 1
    run = 0 if person.max_run is None else run + 1 if is_same_day and slot == last + 1 else 1
    if (
        meetings > (_NEVER if person.max_meetings is None else person.max_meetings)
        or today > (person.max_per_day or 0)
        or run > (person.max_run or 0)
    ):
        return None
    return slot, meetings, today, run


def _is_break(frame: Frame, person: Participant, last: int, slot: int, excused: int) -> bool:
    if last < 0 or slot == last + 1 or frame.day_of[last] != frame.day_of[slot]:
        return False
    between = range(last + 1, slot)
    if frame.problem.break_rule == "gap":
        return len(between) > excused
    return sum(each not in person.unavailable for each in between) > excused
