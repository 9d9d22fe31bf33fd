"""The rules of an instance, each looked at by itself."""

from collections.abc import Iterator, Mapping

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check.counts import Counts
from qiao.engines.timetabling.check.timetable import Frame, Timetable
from qiao.engines.timetabling.check.verdict import Violation
from qiao.engines.timetabling.problem import Participant, Request
from qiao.engines.timetabling.result import Solution


def violations_of(timetable: Timetable, solution: Solution, counts: Counts) -> Iterator[Violation]:
    """Every rule that is broken. Linear in requests, participants and slots, times log for sorting."""
    frame = timetable.frame
    yield from _strangers(frame, timetable, solution)
    for name, meeting in timetable.meetings.items():
        yield from _place_of(frame, frame.requests[name], meeting.slot)
        yield from _order_of(timetable, frame.requests[name])
    for slot, names in timetable.in_slot.items():
        yield from _tables_in(timetable, slot, names)
    for who, person in frame.people.items():
        yield from _day_of(timetable, person, timetable.of_participant[who])
    for request in frame.due:
        if request.id not in timetable.meetings:
            yield _broken("not-held", {"request": request.id}, (request.id,))
    yield from _whole(frame, counts)


def _strangers(frame: Frame, timetable: Timetable, solution: Solution) -> Iterator[Violation]:
    for name, meeting in solution.schedule.items():
        if name not in frame.requests:
            yield _broken("unknown-request", {"request": name}, (name,))
        elif name not in timetable.meetings:
            yield _broken("no-slot", {"request": name, "slot": meeting.slot}, (name,))


def _place_of(frame: Frame, request: Request, slot: int) -> Iterator[Violation]:
    told: dict[str, object] = {"request": request.id, "slot": slot}
    if slot not in frame.day_of:
        yield _broken("no-day", told, (request.id,), slots=(slot,))
    for who in (request.a, request.b):
        if slot in frame.people[who].unavailable:
            yield _broken("unavailable", told | {"participant": who}, (request.id,), (who,), (slot,))
    if request.session is not None and slot not in frame.problem.sessions[request.session]:
        yield _broken("session", told | {"session": request.session}, (request.id,), slots=(slot,))
    if request.allowed is not None and slot not in request.allowed:
        yield _broken("allowed", told, (request.id,), slots=(slot,))
    if request.slot is not None and slot != request.slot:
        yield _broken("fixed", told | {"fixed": request.slot}, (request.id,), slots=(slot, request.slot))
    sides = [frame.people[who].side for who in (request.a, request.b)]
    if frame.problem.bipartite and (None in sides or sides[0] == sides[1]):
        pair = (request.a, request.b)
        yield _broken("sides", told | {"participants": pair}, (request.id,), pair)


def _order_of(timetable: Timetable, request: Request) -> Iterator[Violation]:
    slot = timetable.meetings[request.id].slot
    for earlier in request.after:
        other = timetable.meetings.get(earlier)
        if other is not None and slot <= other.slot:
            told = {"request": request.id, "slot": slot, "earlier": earlier, "other": other.slot}
            yield _broken("after", told, (request.id, earlier), slots=(slot, other.slot))


def _tables_in(timetable: Timetable, slot: int, names: list[str]) -> Iterator[Violation]:
    tables = timetable.frame.tables_in(slot)
    if tables is not None and len(names) > tables:
        told: dict[str, object] = {"slot": slot, "held": len(names), "tables": tables}
        yield _broken("full", told, tuple(names), slots=(slot,))
    at: dict[int, list[str]] = {}
    for name in names:
        table = timetable.meetings[name].table
        if table is None:
            continue
        at.setdefault(table, []).append(name)
        if type(table) is not int or table < 0 or (tables is not None and table >= tables):
            told = {"request": name, "slot": slot, "table": table}
            yield _broken("no-table", told, (name,), slots=(slot,))
    for table, those in at.items():
        if len(those) > 1:
            told = {"requests": those, "slot": slot, "table": table}
            yield _broken("table-twice", told, tuple(those), slots=(slot,))


def _day_of(
    timetable: Timetable, person: Participant, mine: list[tuple[int, Request]]
) -> Iterator[Violation]:
    frame, who = timetable.frame, (person.id,)
    slots = [slot for slot, _request in mine]
    if person.max_meetings is not None and len(mine) > person.max_meetings:
        names = tuple(request.id for _slot, request in mine)
        told = {"participant": person.id, "held": len(mine), "most": person.max_meetings}
        yield _broken("max-meetings", told, names, who)
    yield from _days_of(frame, person, slots)
    yield from _runs_of(frame, person, slots)
    for number in range(1, len(mine)):
        yield from _pair_of(frame, person, mine[number - 1], mine[number])


def _days_of(frame: Frame, person: Participant, slots: list[int]) -> Iterator[Violation]:
    if person.max_per_day is None:
        return
    for day in frame.days:
        mine = tuple(slot for slot in slots if slot in day)
        if len(mine) > person.max_per_day:
            told: dict[str, object] = {
                "participant": person.id,
                "held": len(mine),
                "most": person.max_per_day,
            }
            told |= {"first": day[0], "last": day[-1]}
            yield _broken("max-per-day", told, participants=(person.id,), slots=mine)


def _runs_of(frame: Frame, person: Participant, slots: list[int]) -> Iterator[Violation]:
    if person.max_run is None:
        return
    runs: list[list[int]] = []
    for slot in dict.fromkeys(slots):
        is_next = runs and slot == runs[-1][-1] + 1 and frame.day_of.get(slot) == frame.day_of.get(slot - 1)
        if is_next:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    for run in runs:
        if len(run) > person.max_run:
            told = {"participant": person.id, "held": len(run), "first": run[0], "most": person.max_run}
            yield _broken("max-run", told, participants=(person.id,), slots=tuple(run))


def _pair_of(
    frame: Frame, person: Participant, early: tuple[int, Request], late: tuple[int, Request]
) -> Iterator[Violation]:
    """Two consecutive meetings of one participant: not at once, and with time for the way on one day."""
    names = (early[1].id, late[1].id)
    told: dict[str, object] = {"participant": person.id, "requests": names}
    if early[0] == late[0]:
        yield _broken("twice-in-slot", told | {"slot": early[0]}, names, (person.id,), (early[0],))
        return
    needed = frame.steps(frame.zone_of(early[1]), frame.zone_of(late[1]))
    free = late[0] - early[0] - 1
    if free < needed and frame.day_of.get(early[0]) == frame.day_of.get(late[0]):
        told |= {"free": free, "needed": needed}
        yield _broken("travel", told, names, (person.id,), (early[0], late[0]))


def _whole(frame: Frame, counts: Counts) -> Iterator[Violation]:
    problem = frame.problem
    if problem.fairness is not None and counts.breaks_of:
        most = max(counts.breaks_of, key=lambda who: counts.breaks_of[who])
        least = min(counts.breaks_of, key=lambda who: counts.breaks_of[who])
        many, few = counts.breaks_of[most], counts.breaks_of[least]
        if many - few > problem.fairness:
            told = {"most": most, "many": many, "least": least, "few": few, "limit": problem.fairness}
            yield _broken("fairness", told, participants=(most, least))
    if problem.max_moved is not None and (counts.moved or 0) > problem.max_moved:
        yield _broken("max-moved", {"moved": counts.moved, "limit": problem.max_moved})


def _broken(
    code: str,
    told: Mapping[str, object],
    requests: tuple[str, ...] = (),
    participants: tuple[str, ...] = (),
    slots: tuple[int, ...] = (),
) -> Violation:
    return Violation(Sentence(f"check.{code}", told), requests, participants, slots)
