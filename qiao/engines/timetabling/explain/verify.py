"""Whether a changed timetable is legal, said by `check`, on the part of the instance that the change touches.

The part holds the meetings of all participants whose meetings change, the tables that are left for them, and
what their order refers to. Everybody else takes part without rules of their own, since nothing of theirs
changes. So a legal timetable stays legal if and only if the part is legal after the change; where rules join
all participants (fairness, the limit of moves), the part is the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qiao.engines.timetabling.check import Verdict, check
from qiao.engines.timetabling.explain.edit import Edit, edit_problem
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution


def is_verified(plan: Plan, edits: Sequence[Edit], moves: Mapping[int, int]) -> bool:
    """Whether the timetable with the edits made and the meetings moved, the new one among them, is legal."""
    return judge(plan, edits, moves).is_valid


def judge(plan: Plan, edits: Sequence[Edit], moves: Mapping[int, int]) -> Verdict:
    """What `check` says of that timetable.

    Time in the meetings of the participants touched; in all of them where fairness or moves are limited.
    """
    index = plan.problem.request_index
    given_up = {index[edit.request or ""] for edit in edits if edit.kind == "give-up"}
    touched = [*moves, *given_up]
    if plan.problem.fairness is not None or plan.problem.max_moved is not None:
        part = set(plan.slot_of) | set(moves)
        problem = edit_problem(plan.problem, edits)
    else:
        part = _part_of(plan, touched)
        problem = edit_problem(_cut_out(plan, part, touched), edits)
    schedule = {request: plan.slot_of[request] for request in part if request in plan.slot_of}
    schedule |= moves
    ids = plan.problem.requests
    held = {ids[request].id: Meeting(slot) for request, slot in schedule.items() if request not in given_up}
    return check(problem, Solution("", "unknown", held))


def _part_of(plan: Plan, touched: Iterable[int]) -> set[int]:
    """The requests that a change of some of them may concern."""
    part = set(touched)
    for request in touched:
        for participant in plan.problem.pairs[request]:
            part.update(plan.at[participant].values())
        part.update(each for pair in plan.orders(request) for each in pair)
    return part


def _cut_out(plan: Plan, part: set[int], touched: Iterable[int]) -> Problem:
    whole = plan.problem
    requests = tuple(_with_orders_in(plan, request, part) for request in sorted(part))
    changing = {whole.requests[request].a for request in touched}
    changing |= {whole.requests[request].b for request in touched}
    capacity = None
    if whole.capacity is not None:
        left = list(whole.capacity)
        for slot, count in enumerate(plan.counts):
            left[slot] -= count
        for request in part:
            if request in plan.slot_of:
                left[plan.slot_of[request]] += 1
        capacity = tuple(left)
    return replace(
        whole,
        participants=tuple(_people_of(whole, requests, changing)),
        requests=requests,
        capacity=capacity,
        previous=None,
    )


def _people_of(whole: Problem, requests: Iterable[Request], changing: set[str]) -> Iterator[Participant]:
    names = dict.fromkeys(name for each in requests for name in (each.a, each.b))
    for name in names:
        person = whole.participants[whole.participant_index[name]]
        yield person if name in changing else Participant(name, side=person.side, zone=person.zone)


def _with_orders_in(plan: Plan, request: int, part: set[int]) -> Request:
    found, index = plan.problem.requests[request], plan.problem.request_index
    if not found.after:
        return found
    return replace(found, after=tuple(each for each in found.after if index[each] in part))
