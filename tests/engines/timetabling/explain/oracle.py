"""What explanations are compared with: every single change of a small instance, and what can then be held."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from tests.support.instances import brute_force, every_timetable


def best_solution(problem: Problem) -> Solution | None:
    """A timetable of the greatest weight by brute force, with that weight as its bound."""
    best = brute_force(problem)
    if best is None:
        return None
    schedule = {name: Meeting(slot) for name, slot in best.schedule.items()}
    bound = float(best.weight)
    return Solution(problem.name, "feasible", schedule, weight=bound, weight_bound=bound)


def can_hold(problem: Problem, names: Collection[str]) -> bool:
    """Whether some timetable holds exactly these requests."""
    requests = tuple(each for each in problem.requests if each.id in names)
    return next(every_timetable(replace(problem, mode="all", requests=requests)), None) is not None


def every_single_change(
    problem: Problem, solution: Solution, request: Request
) -> Iterator[tuple[Problem, set[str]]]:
    """The instance after each single change, and what has to be held in it."""
    wanted = {*solution.schedule, request.id}
    yield problem, wanted
    for changed in [
        *_with_other_people(problem, request),
        *_with_tables(problem),
        *_with_other_request(problem, request),
        *_without_order(problem, request),
    ]:
        yield changed, wanted
    for other in problem.requests:
        if other.id in solution.schedule and not other.mandatory and other.weight <= request.weight:
            yield problem, wanted - {other.id}


def _with_other_people(problem: Problem, request: Request) -> Iterator[Problem]:
    for number, person in enumerate(problem.participants):
        if person.id not in (request.a, request.b):
            continue
        others = [replace(person, unavailable=person.unavailable - {slot}) for slot in person.unavailable]
        others += [
            replace(person, **{limit: value + 1})
            for limit in ("max_meetings", "max_per_day", "max_run")
            if (value := getattr(person, limit)) is not None
        ]
        for other in others:
            people = [*problem.participants]
            people[number] = other
            yield replace(problem, participants=tuple(people))


def _with_tables(problem: Problem) -> Iterator[Problem]:
    if problem.capacity is not None:
        for slot in range(problem.slots):
            tables = [*problem.capacity]
            tables[slot] += 1
            yield replace(problem, capacity=tuple(tables))


def _with_other_request(problem: Problem, request: Request) -> Iterator[Problem]:
    open_slots = {
        slot
        for slot in range(problem.slots)
        if (request.session is None or slot in problem.sessions[request.session])
        and (request.allowed is None or slot in request.allowed)
        and request.slot in (None, slot)
    }
    for slot in range(problem.slots):
        wider = replace(request, session=None, slot=None, allowed=frozenset({*open_slots, slot}))
        yield _with(problem, wider)


def _without_order(problem: Problem, request: Request) -> Iterator[Problem]:
    for other in problem.requests:
        for earlier in other.after:
            if request.id in (other.id, earlier):
                yield _with(problem, replace(other, after=tuple({*other.after} - {earlier})))


def _with(problem: Problem, changed: Request) -> Problem:
    requests = tuple(changed if each.id == changed.id else each for each in problem.requests)
    return replace(problem, requests=requests)
