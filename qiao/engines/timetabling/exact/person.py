"""One participant alone: the slots that are left, and the fewest breaks with which they can be used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qiao.engines.timetabling.problem import Problem, slots_of

NEVER = 1_000_000


@dataclass(frozen=True)
class Person:
    """A participant with its due requests.

    Attributes
    ----------
    number : its index. requests : indices of its requests.
    slots : those in which any of them can lie, in order. days : the number of the day of each of `slots`.
    least, most : how many meetings lie in the first 1, 2, … of `slots`, by what cannot lie elsewhere.
    forced : places in `slots` that are used in any case.
    excused : free slots that the longest of its walks may fill.
    """

    number: int
    requests: tuple[int, ...]
    slots: tuple[int, ...]
    days: tuple[int, ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    forced: frozenset[int]
    excused: int


def person_of(problem: Problem, number: int, requests: Sequence[int], domains: Mapping[int, int]) -> Person:
    """The view of one participant on narrowed domains. O(slots * requests)."""
    union = 0
    for each in requests:
        union |= domains[each]
    slots = slots_of(union)
    least, most = [], []
    for place, slot in enumerate(slots):
        early = (2 << slot) - 1
        least.append(sum(not domains[each] & ~early for each in requests))
        most.append(min(place + 1, sum(bool(domains[each] & early) for each in requests)))
    for place in range(len(slots) - 2, -1, -1):
        least[place] = max(least[place], least[place + 1] - 1)
    zones = {problem.zones[each] for each in requests}
    return Person(
        number=number,
        requests=tuple(requests),
        slots=tuple(slots),
        days=tuple(_days_of(problem, slots)),
        least=tuple(least),
        most=tuple(most),
        forced=frozenset(slots.index(slot) for slot in _forced(requests, domains)),
        excused=max((problem.walk(one, other) for one in zones for other in zones), default=0),
    )


def _days_of(problem: Problem, slots: Sequence[int]) -> Iterator[int]:
    for slot in slots:
        yield next(day for day, mask in enumerate(problem.day_masks) if mask >> slot & 1)


def _forced(requests: Sequence[int], domains: Mapping[int, int]) -> Iterator[int]:
    for each in requests:
        if domains[each].bit_count() == 1:
            yield domains[each].bit_length() - 1


def is_break(problem: Problem, person: Person, early: int, late: int, walk: int) -> bool:
    """Whether two consecutive meetings in these slots of one day, with so long a walk, are a break."""
    between = (1 << late) - (1 << early + 1)
    if problem.break_rule == "wait":
        between &= problem.available[person.number]
    return between.bit_count() > walk


def fewest_breaks(problem: Problem, person: Person) -> int | None:
    """The fewest breaks of any choice of slots with as many meetings in its first slots as have to be there;
    None where there is no choice. A walk is taken to be as long as the longest of the participant.

    A dynamic programme over the last slot and the number of meetings, O(slots^2 * requests).
    """
    degree = len(person.requests)
    if not degree:
        return 0
    participant = problem.participants[person.number]
    best: dict[tuple[int, int, int], int] = {(-1, 0, 0): 0}
    final = NEVER
    for place in range(len(person.slots)):
        added: dict[tuple[int, int, int], int] = {}
        for (last, count, today), cost in best.items():
            if not _can_follow(person, last, place, count):
                continue
            same = last >= 0 and person.days[last] == person.days[place]
            now = today + 1 if same and participant.max_per_day is not None else 1
            if participant.max_per_day is not None and now > participant.max_per_day:
                continue
            more = same and is_break(problem, person, person.slots[last], person.slots[place], person.excused)
            state = (place, count + 1, now)
            added[state] = min(added.get(state, NEVER), cost + more)
            if count + 1 == degree and not any(each > place for each in person.forced):
                final = min(final, cost + more)
        best |= added
    return final if final < NEVER else None


def _can_follow(person: Person, last: int, place: int, count: int) -> bool:
    """Whether `count` meetings up to place `last` and the next at `place` keep within the windows."""
    if count + 1 > person.most[place]:
        return False
    return all(
        between not in person.forced and person.least[between] <= count for between in range(last + 1, place)
    )


def blocks_of(problem: Problem, person: Person) -> list[int]:
    """Places in `slots` at which all meetings of a day, one after the other without a break, could begin."""
    degree, starts = len(person.requests), []
    for first in range(len(person.slots) - degree + 1):
        places = range(first, first + degree)
        fits = all(
            person.days[place] == person.days[place + 1]
            and not is_break(problem, person, person.slots[place], person.slots[place + 1], 0)
            for place in places[:-1]
        )
        counts = all(
            least <= min(max(place + 1 - first, 0), degree) <= most
            for place, (least, most) in enumerate(zip(person.least, person.most, strict=True))
        )
        if fits and counts and person.forced <= set(places):
            starts.append(first)
    return starts
