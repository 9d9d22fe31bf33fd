"""Exchanges made up from a seed: delegates and hosts, some wanted by many, blocks for visits and talks.

Delegates are 63 of 100; each asks for about a dozen hosts, drawn by a popularity that falls as Zipf's law
does, the steeper the greater `skew` is; a request weighs what both sides' wishes add up to, 2 to 10. A
delegate holds 10 to 14 meetings at most. Everybody has one block or two of one to three slots in which
nothing can be held. Tables are 12 % above what people alone could hold, or (`tight`) 7 % below it, when the
best plan fills every table in every slot.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from qiao.engines.timetabling.problem import Participant, Problem, Request

SHARE_OF_DELEGATES = 0.63
WISHES = 12
SKEW = 0.55
PLENTY, TIGHT = 1.12, 0.93
SLOTS = ((100, 12), (500, 16), (2_000, 18))


def slots_for(people: int) -> int:
    return next((slots for most, slots in SLOTS if people <= most), 20)


def event(people: int, *, tight: bool = False, seed: int = 1, skew: float = SKEW) -> Problem:
    """An exchange of so many people on two days, one with fewer than 100."""
    dice = random.Random(seed * 1_000_003 + people)
    slots = slots_for(people)
    delegates = round(people * SHARE_OF_DELEGATES)
    participants = tuple(
        Participant(
            f"{'D' if number < delegates else 'H'}{number}",
            side="delegates" if number < delegates else "hosts",
            unavailable=frozenset(_blocks(dice, slots)),
            max_meetings=dice.randint(10, 14) if number < delegates else None,
        )
        for number in range(people)
    )
    days = ((0, slots - 1),) if people < 100 else ((0, slots // 2 - 1), (slots // 2, slots - 1))
    return _with_tables(
        Problem(
            f"x{people}{'t' if tight else ''}{'s' if skew > SKEW else ''}.{seed}",
            "choose",
            slots,
            participants,
            tuple(_requests(dice, participants, delegates, skew)),
            days=days,
            break_rule="wait",
            bipartite=True,
        ),
        TIGHT if tight else PLENTY,
    )


def wishes_of(problem: Problem) -> list[list[int]]:
    """Each one's requests, its own dearest first: delegates ranked theirs in their order, hosts answered."""
    rated: list[list[tuple[float, int]]] = [[] for _ in problem.participants]
    for request, (delegate, host) in enumerate(problem.pairs):
        rank = len(rated[delegate])
        rated[delegate].append((rank, request))
        rated[host].append((_wish(rank) - problem.requests[request].weight, request))
    return [[request for _, request in sorted(mine)] for mine in rated]


def _wish(rank: int) -> int:
    return max(1, 5 - rank // 3)


def _blocks(dice: random.Random, slots: int) -> Iterator[int]:
    for _ in range(1 if dice.random() < 0.7 else 2):
        first = dice.randrange(slots)
        yield from range(first, min(first + dice.randint(1, 3), slots))


def _requests(
    dice: random.Random, participants: tuple[Participant, ...], delegates: int, skew: float
) -> Iterator[Request]:
    hosts = participants[delegates:]
    popularity = list(accumulate(1 / (rank + 3) ** skew for rank in range(len(hosts))))
    for delegate in participants[:delegates]:
        count = min(dice.randint(WISHES - 3, WISHES + 3), len(hosts))
        wanted: dict[int, None] = {}
        while len(wanted) < count:
            wanted[dice.choices(range(len(hosts)), cum_weights=popularity)[0]] = None
        for rank, host in enumerate(wanted):
            weight = _wish(rank) + dice.choice((1, 1, 2, 3, 4, 5))
            yield Request(f"{delegate.id}-{hosts[host].id}", delegate.id, hosts[host].id, weight=weight)


def _with_tables(problem: Problem, share: float) -> Problem:
    """Tables for that share of what people alone could hold, the same in every slot or one less."""
    from qiao.engines.timetabling.choosing.bound import select

    total = round(len(select(problem).held) * share)
    each, more = divmod(total, problem.slots)
    capacity = tuple(each + (slot < more) for slot in range(problem.slots))
    return replace(problem, capacity=capacity)
