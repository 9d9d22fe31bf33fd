"""The part of an instance that a change touches, as a small instance of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qiao.engines.timetabling.problem import Participant, Problem, Request, slots_of


@dataclass(frozen=True)
class Part:
    """`problem`: the small instance; `back`: its requests in the whole; `beside`: what stays outside it."""

    problem: Problem
    back: tuple[int, ...]
    beside: Mapping[int, int]


def cut_out(problem: Problem, stays: Mapping[int, int], free: Collection[int]) -> Part:
    """The free requests, everybody who takes part in them, and all that these hold, each in its slot.

    What else stays takes its tables away, and orders with it become slots that are allowed. In a meeting that
    stays, a partner of whom nothing else is free is stood for by somebody who has that meeting alone.
    """
    people = {p for request in free for p in problem.pairs[request]}
    fixed = {r: s for r, s in stays.items() if r not in free and people & set(problem.pairs[r])}
    beside = {r: s for r, s in stays.items() if r not in free and r not in fixed}
    back = (*sorted(free), *sorted(fixed))
    kept = {problem.requests[r].id for r in back}
    later = _later(problem, beside)
    requests = [_bounded(problem, request, beside, later, kept) for request in sorted(free)]
    inside = [problem.participants[p] for p in sorted(people)]
    for request in sorted(fixed):
        meeting, strangers = _fixed(problem, request, fixed[request], people, kept)
        requests.append(meeting)
        inside += strangers
    small = replace(
        problem,
        participants=tuple(inside),
        requests=tuple(requests),
        capacity=_tables_left(problem, beside),
        previous=None,
        max_moved=None,
        fairness=problem.fairness if not beside and not fixed else None,
    )
    return Part(small, back, beside)


def _later(problem: Problem, beside: Mapping[int, int]) -> dict[str, int]:
    """For each request the earliest meeting outside that must lie after it."""
    later: dict[str, int] = {}
    for request, slot in beside.items():
        for name in problem.requests[request].after:
            later[name] = min(later.get(name, problem.slots), slot)
    return later


def _bounded(
    problem: Problem, request: int, beside: Mapping[int, int], later: Mapping[str, int], kept: Collection[str]
) -> Request:
    """With the orders that lead out of the part turned into allowed slots."""
    each = problem.requests[request]
    index = problem.request_index
    earliest = max((beside[index[name]] for name in each.after if index[name] in beside), default=-1)
    latest = later.get(each.id, problem.slots)
    allowed = frozenset(slot for slot in slots_of(problem.domains[request]) if earliest < slot < latest)
    after = tuple(name for name in each.after if name in kept)
    return replace(each, allowed=allowed, slot=None, session=None, after=after, zone=problem.zones[request])


def _fixed(
    problem: Problem, request: int, slot: int, people: Collection[int], kept: Collection[str]
) -> tuple[Request, list[Participant]]:
    """A meeting that stays, with whoever stands for partners of whom the part knows nothing else."""
    each = problem.requests[request]
    names, strangers = [], []
    for p in problem.pairs[request]:
        if p in people:
            names.append(problem.participants[p].id)
        else:
            names.append(f"{problem.participants[p].id} ~ {each.id}")
            strangers.append(Participant(names[-1], side=problem.participants[p].side))
    after = tuple(name for name in each.after if name in kept)
    zone = problem.zones[request]
    return (
        replace(each, a=names[0], b=names[1], slot=slot, after=after, mandatory=True, zone=zone),
        strangers,
    )


def _tables_left(problem: Problem, beside: Mapping[int, int]) -> tuple[int, ...] | None:
    if problem.capacity is None:
        return None
    left = list(problem.capacity)
    for slot in beside.values():
        left[slot] -= 1
    return tuple(max(tables, 0) for tables in left)
