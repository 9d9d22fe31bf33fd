"""What happens after a release, as verbs: each gives the instance that is to be mended.

An instance knows much that is costly to find out again, such as the domains of its requests. A verb hands on
what it does not change, so that one event at a large exchange costs milliseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Solution

_OF_REQUESTS = ("domains", "zones", "pairs", "request_index")
_OF_PEOPLE = ("day_list", "day_masks", "participant_index", "request_index", "pairs", "_open")


def after_release(problem: Problem, released: Solution) -> Problem:
    """The instance with the released timetable as the earlier one."""
    return with_previous(problem, {request: each.slot for request, each in released.schedule.items()})


def with_previous(problem: Problem, previous: Mapping[str, int]) -> Problem:
    changed = replace(problem, previous=previous)
    changed.__dict__.update(_known(problem))
    return changed


def cancel(problem: Problem, participant: str) -> Problem:
    """The participant does not come at all."""
    return _unavailable(problem, participant, range(problem.slots))


def arrive_late(problem: Problem, participant: str, first_slot: int) -> Problem:
    """The participant can meet from `first_slot` on only."""
    return _unavailable(problem, participant, range(first_slot))


def leave_early(problem: Problem, participant: str, last_slot: int) -> Problem:
    """The participant can meet up to `last_slot` only."""
    return _unavailable(problem, participant, range(last_slot + 1, problem.slots))


def lose_tables(problem: Problem, slot: int, count: int) -> Problem:
    """`count` tables of a slot are gone.

    Raises
    ------
    ValueError : the instance has no limit of tables, so none can be lost.
    """
    if problem.capacity is None:
        raise ValueError("without a limit of tables none can be lost")
    tables = list(problem.capacity)
    tables[slot] = max(tables[slot] - count, 0)
    changed = replace(problem, capacity=tuple(tables))
    known = _known(problem)
    if tables[slot]:  # a slot without any leaves every domain
        changed.__dict__.update(known)
    return changed


def add_wish(problem: Problem, request: Request) -> Problem:
    """Somebody asks for a meeting more."""
    changed = replace(problem, requests=(*problem.requests, request))
    changed.__dict__.update(_with_request(problem, request, len(problem.requests)))
    return changed


def swap(problem: Problem, request: str, substitute: Request) -> Problem:
    """Somebody else takes a meeting over: `substitute` stands in the place of the request, and where the
    request was held, that is the earlier slot of the substitute.

    Raises
    ------
    KeyError : there is no such request.
    """
    number = problem.request_index[request]
    names = {request: substitute.id}
    previous = problem.previous
    if previous is not None and request in previous:
        previous = dict(previous)
        previous[substitute.id] = previous.pop(request)
    requests = list(problem.requests)
    requests[number] = substitute
    for other, each in enumerate(problem.requests):
        if each.after and request in each.after:
            requests[other] = replace(each, after=tuple(names.get(name, name) for name in each.after))
    changed = replace(problem, requests=tuple(requests), previous=previous)
    changed.__dict__.update(_with_request(problem, substitute, number))
    return changed


def _with_request(problem: Problem, request: Request, number: int) -> dict[str, Any]:
    """What is known once this is the request of that number, the last one's next included."""
    known = _known(problem)
    alone = replace(problem, requests=(request,))
    alone.__dict__.update({name: each for name, each in known.items() if name not in _OF_REQUESTS})
    for name in ("pairs", "domains", "zones"):
        if name in known:
            known[name] = (*known[name][:number], *getattr(alone, name), *known[name][number + 1 :])
    if "request_index" in known:
        index = dict(known["request_index"])
        if number < len(problem.requests):
            del index[problem.requests[number].id]
        known["request_index"] = index | {request.id: number}
    return known


def _unavailable(problem: Problem, participant: str, slots: Iterable[int]) -> Problem:
    number = problem.participant_index[participant]
    person = problem.participants[number]
    gone = replace(person, unavailable=person.unavailable | frozenset(slots))
    participants = (*problem.participants[:number], gone, *problem.participants[number + 1 :])
    changed = replace(problem, participants=participants)
    known = _known(problem)
    if "domains" in known and "available" in known:
        known |= _narrowed(problem, number, gone)
    changed.__dict__.update(known)
    return changed


def _known(problem: Problem) -> dict[str, Any]:
    """What has been found out about an instance and depends on nothing that the verbs change."""
    names = (*_OF_PEOPLE, "available", "domains", "zones")
    return {name: problem.__dict__[name] for name in names if name in problem.__dict__}


def _narrowed(problem: Problem, number: int, person: Participant) -> dict[str, Any]:
    """Availability and domains once one participant is available in fewer slots."""
    alone = replace(problem, participants=(person,), requests=())
    mask = alone.available[0]
    available = (*problem.available[:number], mask, *problem.available[number + 1 :])
    domains = list(problem.domains)
    for request, pair in enumerate(problem.pairs):
        if number in pair:
            domains[request] &= mask
    return {"available": available, "domains": tuple(domains)}
