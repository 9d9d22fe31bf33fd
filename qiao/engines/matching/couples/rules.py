"""What blocks a match, by the letter of the rules: how a solver makes sure of what it says.

A match is here a column ``at``: the choice of each unit, or `NOWHERE`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from qiao.engines.matching.couples.market import NOWHERE, Market, Numbers
from qiao.engines.matching.couples.together import refusal
from qiao.engines.matching.couples.types import keeps_all

Held = Sequence[Mapping[int, int]]


def held_of(market: Market, at: Numbers, programmes: Collection[int] | None = None) -> list[dict[int, int]]:
    """For each programme the applicants it holds, with their keys; of some programmes alone where given."""
    held: list[dict[int, int]] = [{} for _ in market.capacity]
    asked = np.ones(len(held) + 1, np.bool_)
    if programmes is not None:
        asked[:] = False
        asked[list(programmes)] = True
    asked[NOWHERE] = False
    choices = at[at >= 0]
    for side in (0, 1):
        mine = choices[asked[market.programme[side, choices]]]
        rows = (market.programme[side, mine].tolist(), market.key[side, mine].tolist())
        for programme, key in zip(*rows, strict=True):
            held[programme][key % market.applicants] = key
    return held


def would_take(market: Market, held: Held, choice: int) -> bool:
    """Whether the programmes of a choice would keep every member they get by it."""
    seats = market.seats(choice)
    if len(seats) == 2 and seats[0][1] == seats[1][1]:
        return _would_take_both(market, held, seats)
    for applicant, programme, key in seats:
        mine = held[programme]
        if applicant in mine:
            continue
        if programme in market.typed:
            if not keeps_all(market, programme, mine, [(applicant, key)]):
                return False
        elif _better(market, mine.values(), key) >= market.capacity[programme]:
            return False
    return True


def _better(market: Market, keys: Iterable[int], key: int) -> int:
    """Those whom a newcomer does not push out: a tie is no gain for a programme."""
    limit = (key // market.applicants + 1) * market.applicants
    return sum(each < limit for each in keys)


def _would_take_both(market: Market, held: Held, seats: Sequence[tuple[int, int, int]]) -> bool:
    (one, programme, first), (other, _programme, second) = seats
    mine = held[programme]
    is_mm = market.instance.couple_rule == "mm"
    if programme in market.typed and not is_mm:
        return keeps_all(market, programme, mine, [(one, first), (other, second)])
    capacity, has = int(market.capacity[programme]), (one in mine, other in mine)
    limits = refusal(is_mm, market.applicants, capacity, first, second, *has)
    others = [key for applicant, key in mine.items() if applicant not in (one, other)]
    return all(sum(key < limits[each] for key in others) < limits[each + 1] for each in (0, 2))


def blocking_of(market: Market, at: Numbers) -> list[int]:
    """The choices that block: preferred to what the unit has, and every programme would keep who comes.

    One sweep over the columns; where programmes take by types, and for couples at one programme, one by one,
    but for those where no newcomer has a chance.
    """
    if not len(market.tier):
        return []
    placed, n = at >= 0, market.applicants
    has = np.where(placed, market.tier[at], np.iinfo(np.int64).max)
    is_open = market.tier < has[market.unit]
    worst, size = _worst(market, at[placed])
    bar = np.where(size < np.append(market.capacity, 0), n + 1, worst)
    typed = np.zeros(len(bar), np.bool_)
    typed[list(market.typed)] = True
    one, other = market.programme
    apart, is_typed = one != other, typed[one] | typed[other]
    for side in (0, 1):
        goes = market.programme[side]
        is_there = np.where(placed, goes[at], NOWHERE)[market.unit] == goes
        rank = market.key[side] // n if side else np.where(apart, market.key[0], market.key.min(axis=0)) // n
        is_open &= (goes < 0) | is_there | is_typed | (bar[goes] > rank) | (~apart & (side == 1))
    found = np.flatnonzero(is_open & apart & ~is_typed).tolist()
    if rest := np.flatnonzero(is_open & (is_typed | ~apart)).tolist():
        held = held_of(market, at, set(market.programme[:, rest].ravel().tolist()))
        found += [choice for choice in rest if would_take(market, held, choice)]
    return sorted(found)


def _worst(market: Market, choices: Numbers) -> tuple[Numbers, Numbers]:
    """The rank of the worst and the number of applicants of each programme; one more row stands for none."""
    worst = np.full(len(market.capacity) + 1, NOWHERE, np.int64)
    size = np.zeros(len(market.capacity) + 1, np.int64)
    for side in (0, 1):
        goes, key = market.programme[side, choices], market.key[side, choices]
        is_there = goes >= 0
        np.maximum.at(worst, goes[is_there], key[is_there] // max(1, market.applicants))
        np.add.at(size, goes[is_there], 1)
    return worst, size


def is_match(market: Market, at: Numbers) -> bool:
    """Whether no programme holds more than its capacity or its caps allow, or less than it must."""
    _worst_rank, size = _worst(market, at[at >= 0])
    if (size[:-1] > market.capacity).any() or shortfalls_of(market, at, only_must=True):
        return False
    held = held_of(market, at) if market.typed else []
    return all(_keeps_caps(market, programme, held[programme]) for programme in market.typed)


def _keeps_caps(market: Market, programme: int, held: Mapping[int, int]) -> bool:
    people = market.instance.applicants
    counts = Counter(kind for applicant in held for kind in people[applicant].types)
    return all(counts[kind] <= cap for kind, cap in market.instance.programmes[programme].caps.items())


def shortfalls_of(market: Market, at: Numbers, *, only_must: bool = False) -> dict[int, int]:
    """Places missing to lower quotas, by programme; `only_must`: where every matching has to meet them."""
    _worst_rank, size = _worst(market, at[at >= 0])
    rows = enumerate(market.instance.programmes)
    needs = market.needs if only_must else [(number, each.min) for number, each in rows if each.min]
    return {number: least - int(size[number]) for number, least in needs if size[number] < least}
