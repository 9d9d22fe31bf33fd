"""What a mended timetable changes, in words, for each participant."""

from collections.abc import Iterator

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution

say(
    {
        "repair.moved": (
            "{who}: the meeting with {other} moves from slot {early} to slot {late}.",
            "{who}：与{other}的会面由第{early}时段改至第{late}时段。",
        ),
        "repair.cancelled": (
            "{who}: the meeting with {other} in slot {early} is cancelled.",
            "{who}：与{other}在第{early}时段的会面取消。",
        ),
        "repair.new": (
            "{who}: a new meeting with {other} in slot {late}.",
            "{who}：新增与{other}在第{late}时段的会面。",
        ),
        "repair.table": (
            "{who}: the meeting with {other} in slot {early} is at table {table} now.",
            "{who}：与{other}在第{early}时段的会面改至第{table}号桌。",
        ),
    }
)


def difference(problem: Problem, before: Solution, after: Solution) -> list[Sentence]:
    """One sentence for each participant and changed meeting, by participants as in the instance, then by
    slots. Slots and tables have the numbers of the format. Linear in the meetings.

    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> from qiao.engines.timetabling.result import Meeting
    >>> people = (Participant("Duke"), Participant("ANU"))
    >>> problem = Problem("doc", "choose", 6, people, (Request("1", "Duke", "ANU"),))
    >>> plans = [Solution("doc", "feasible", {"1": Meeting(slot)}) for slot in (3, 5)]
    >>> for each in difference(problem, *plans):
    ...     print(each)
    Duke: the meeting with ANU moves from slot 3 to slot 5.
    ANU: the meeting with Duke moves from slot 3 to slot 5.
    """
    order = problem.participant_index
    found = [
        (
            order[who],
            values["early"] if values["late"] is None else values["late"],
            code,
            values | {"who": who},
        )
        for code, pair, values in _changes(problem, before, after)
        for who, values in (
            (pair[0], values | {"other": pair[1]}),
            (pair[1], values | {"other": pair[0]}),
        )
    ]
    found.sort(key=lambda each: each[:3])
    return [Sentence(code, values) for *_, code, values in found]


def _changes(
    problem: Problem, before: Solution, after: Solution
) -> Iterator[tuple[str, tuple[str, str], dict[str, object]]]:
    for request in problem.requests:
        was, now = before.schedule.get(request.id), after.schedule.get(request.id)
        pair = (request.a, request.b)
        if was is not None and now is not None and was.slot == now.slot:
            if was.table is not None and now.table is not None and was.table != now.table:
                yield "repair.table", pair, {"early": was.slot, "late": None, "table": now.table}
        elif was is not None and now is not None:
            yield "repair.moved", pair, {"early": was.slot, "late": now.slot}
        elif was is not None:
            yield "repair.cancelled", pair, {"early": was.slot, "late": None}
        elif now is not None:
            yield "repair.new", pair, {"early": None, "late": now.slot}
