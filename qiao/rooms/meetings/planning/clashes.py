"""Fixed meetings that cannot be: every conflicting set, in the words of the workbook."""

import time
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Conflict
from qiao.engines.timetabling.solve import solve
from qiao.rooms.meetings.planning.errors import Clash
from qiao.rooms.meetings.planning.grid import Grid
from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.planning.problem import party_of, pins_alone
from qiao.rooms.meetings.planning.words import joined, tell_slots
from qiao.rooms.meetings.workbook.event import Event, Slot

TIME_LIMIT = 10.0  # seconds for all sets together; what is fixed to slots is decided at once


def clashes_of(event: Event, problem: Problem, pairs: tuple[Pair, ...], grid: Grid) -> list[Clash]:
    """Sets without a common meeting, until what is left can be held."""
    by_id = {pair.id: pair for pair in pairs}
    lonely = [pair for pair in pairs if pair.pin and _is_away(problem, pair, grid)]
    alone = {pair.id for pair in lonely}
    due = pins_alone(problem)
    left = replace(due, requests=tuple(each for each in due.requests if each.id not in alone))
    return [
        *(Clash((_told(event, pair),), _lonely(event, pair)) for pair in lonely),
        *(
            _clash(event, conflict, [by_id[each] for each in conflict.requests], grid)
            for conflict in _conflicts(left)
        ),
    ]


def _is_away(problem: Problem, pair: Pair, grid: Grid) -> bool:
    """Fixed to a slot in which one of the two is not there; the engine takes no such instance."""
    request = problem.requests[problem.request_index[pair.id]]
    people = [problem.participants[problem.participant_index[each]] for each in (request.a, request.b)]
    return any(grid.number[pair.pin or ""] in each.unavailable for each in people)


def _conflicts(problem: Problem) -> Iterator[Conflict]:
    until = time.monotonic() + TIME_LIMIT
    while problem.requests and (seconds := until - time.monotonic()) > 0:
        conflict = solve(problem, time_limit=seconds).conflict
        if conflict is None or not conflict.requests:
            return
        yield conflict
        left = tuple(each for each in problem.requests if each.id not in conflict.requests)
        problem = replace(problem, requests=left)


def _clash(event: Event, conflict: Conflict, pairs: list[Pair], grid: Grid) -> Clash:
    sources = tuple(_told(event, pair) for pair in pairs)
    slots = grid.slots(conflict.slots)
    return Clash(sources, _why(event, conflict, pairs, slots))


def _told(event: Event, pair: Pair) -> str:
    """Its cell in the workbook, or else its time; a live change asks for some without saying when."""
    source = next((wish.source for wish in pair.wishes if wish.pin), None)
    where = source or tell_slots(slot for slot in event.slots if slot.code == pair.pin)
    names = f"{pair.delegation.name} – {pair.host.name}"
    return f"{where} ({names})" if where else names


def _why(event: Event, conflict: Conflict, pairs: list[Pair], slots: list[Slot]) -> str:
    who = joined([str(party_of(event, each).name) for each in conflict.participants])
    when = tell_slots(slots)
    code = conflict.sentence.code.removeprefix("exact.")
    if code == "no-slot":
        return _lonely(event, pairs[0])
    values = {"who": who, "when": when, "count": len(pairs)}
    if code == "one-slot":
        text = _("%(who)s can be in only one meeting at a time (%(when)s). Free or move all of them but one.")
    elif code == "few-tables":
        values["tables"] = sum(place.capacity for place in event.places if event.is_free(place.key, slots[0]))
        text = _(
            "%(when)s: %(count)s meetings are fixed to %(tables)s tables. Move one of them, or add a table."
        )
    elif code == "most":
        text = _("%(who)s may not hold so many meetings. Free one of them, or raise the limit.")
    else:
        text = _(
            "%(who)s cannot hold all of them: limits a day or without a pause, or the way between zones, "
            "forbid it. Free or move one of them, or raise the limit."
        )
    return text % values


def _lonely(event: Event, pair: Pair) -> str:
    """Why one meeting cannot lie in its own slot, or in any."""
    if pair.pin is None:
        names = joined([str(pair.delegation.name), str(pair.host.name)])
        told = _("%(who)s are never both available while a table is open. Make one of them available.")
        return told % {"who": names}
    slot = next(each for each in event.slots if each.code == pair.pin)
    away = [each for each in (pair.delegation, pair.host) if not event.is_free(each.key, slot)]
    values = {"who": joined([str(each.name) for each in away]), "when": tell_slots([slot])}
    if away:
        return _("%(who)s is not available then (%(when)s). Choose another slot.") % values
    return _("No table is open then (%(when)s). Choose another slot, or open a place.") % values
