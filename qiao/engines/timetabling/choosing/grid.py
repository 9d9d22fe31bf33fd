"""A timetable as flat columns, for the kernels."""

from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from qiao.engines.shape.compiled import column, narrow
from qiao.engines.timetabling.choosing.bound import caps_of
from qiao.engines.timetabling.choosing.pricing import word_price
from qiao.engines.timetabling.problem import Problem

Column = Any  # numpy array of int64 where compiled, list of int elsewhere

WAIT = 64  # cost of one wait (or break); everything else is measured in it
WIDEST_TABLE = 16  # free slots of a day whose costs are looked up
NOBODY = -1


class Grid(NamedTuple):
    """`P` participants, `T` slots, `R` requests, `D` days; -1 stands for nothing.

    Columns
    -------
    at : P*T, the request held. mate : P*T, with whom. slot : R, where each request lies.
    used, room : T, tables used and there. available : P, mask of slots. free : P*T, 1 where available.
    held, cap : P, meetings held and the most. day_held : P*D. day_cap : P.
    first, second, domain, worth : R, ends, mask of slots, cost of not holding it.
    day : T, the day of a slot, -1 in none. bit : P*T, place of the slot in its day's word, -1 where
        unavailable. word : P*D, the busy slots of a day as bits, with slots left out in which waiting is
        none. width : P*D, bits of a day. slot_at : P*D*longest, the slot of each bit.
    prices : cost of a word below 2**16 by its waits and idle slots. idle_prices : cost of that many idle
        slots.
    open, open_at : R, requests that are not held, as a list and each one's place in it. bad, bad_at : P, the
        same of participants who wait. counts : see the constants below.
    before, before_from : requests that must lie earlier, by request; after, after_from : later.
    run : P, longest run or T. zone : R, all one where nobody ever walks. walk : Z*Z.
    is_plain : 1 where every request may lie wherever both of its people are available.
    """

    slots: int
    days: int
    zones: int
    is_ruled: int
    is_plain: int
    is_gap: int
    longest: int
    at: Column
    mate: Column
    available: Column
    slot: Column
    used: Column
    room: Column
    held: Column
    cap: Column
    day_held: Column
    day_cap: Column
    first: Column
    second: Column
    domain: Column
    worth: Column
    day: Column
    bit: Column
    word: Column
    width: Column
    slot_at: Column
    prices: Column
    idle_prices: Column
    open: Column
    open_at: Column
    bad: Column
    bad_at: Column
    counts: Column
    before: Column
    before_from: Column
    after: Column
    after_from: Column
    run: Column
    zone: Column
    walk: Column
    free: Column
    begin: Column
    end: Column
    chain: Column
    gone: Column
    gone_from: Column


OPEN, BAD, OVER, LOST = range(4)  # places in `counts`: how many, and what the open ones are worth


def lay_out(problem: Problem, candidates: list[int]) -> Grid:
    """An empty timetable of the candidates; the other requests can never be held. O(P T + R)."""
    people, slots, days = problem.participants, problem.slots, problem.day_list
    day, bits = _days(problem), _bits(problem)
    longest = max((last - first + 1 for first, last in days), default=0)
    width, slot_at = _places(problem, bits, longest)
    is_walked = any(problem.travel.values())
    zones = sorted({zone for zone in problem.zones if zone is not None}) if is_walked else []
    zone_index = {None: 0} | {zone: number for number, zone in enumerate(zones, start=1)}
    names = [None, *zones]
    domains = [0] * len(problem.requests)
    for request in candidates:
        domains[request] = problem.domains[request]
    before, before_from = _linked(problem, candidates, later=False)
    after, after_from = _linked(problem, candidates, later=True)
    is_ruled = bool(
        is_walked
        or any(each.max_run is not None or each.max_per_day is not None for each in people)
        or before
    )
    free = [problem.available[p] >> t & 1 for p in range(len(people)) for t in range(slots)]
    worth = worths(problem)
    idle_prices = [round(WAIT * 0.1 * idle**0.5) for idle in range(slots + 1)]
    grid = Grid(
        slots=slots,
        days=len(days),
        zones=len(names),
        is_ruled=int(is_ruled),
        is_plain=int(all(domains[r] == _both(problem, r) for r in candidates)),
        is_gap=int(problem.break_rule == "gap"),
        longest=longest,
        at=narrow([NOBODY] * (len(people) * slots)),
        mate=narrow([NOBODY] * (len(people) * slots)),
        available=column(problem.available),
        slot=column([NOBODY] * len(problem.requests)),
        used=column([0] * slots),
        room=column(problem.capacity or [len(people)] * slots),
        held=column([0] * len(people)),
        cap=column(caps_of(problem)),
        day_held=column([0] * (len(people) * len(days))),
        day_cap=column([slots if each.max_per_day is None else each.max_per_day for each in people]),
        first=narrow([a for a, _ in problem.pairs]),
        second=narrow([b for _, b in problem.pairs]),
        domain=column(domains),
        worth=column(worth),
        day=column(day),
        bit=narrow(bits),
        word=column([0] * (len(people) * len(days))),
        width=column(width),
        slot_at=column(slot_at),
        prices=column(_prices(min(longest, WIDEST_TABLE), idle_prices)),
        idle_prices=column(idle_prices),
        open=column([0] * len(problem.requests)),
        open_at=column([NOBODY] * len(problem.requests)),
        bad=column([0] * len(people)),
        bad_at=column([NOBODY] * len(people)),
        counts=column([0] * 4),
        before=column(before or [0]),
        before_from=column(before_from),
        after=column(after or [0]),
        after_from=column(after_from),
        run=column([slots if each.max_run is None else each.max_run for each in people]),
        zone=column([zone_index.get(zone, 0) for zone in problem.zones]),
        walk=column([problem.walk(one, other) for one in names for other in names]),
        free=narrow(free),
        begin=column([first for first, _ in days]),
        end=column([last + 1 for _, last in days]),
        chain=column([0] * 257),
        gone=column([0] * 4),
        gone_from=column([0] * 4),
    )
    for place, request in enumerate(candidates):
        grid.open[place] = request
        grid.open_at[request] = place
    grid.counts[OPEN] = len(candidates)
    grid.counts[LOST] = sum(worth[request] for request in candidates)
    return grid


def _both(problem: Problem, request: int) -> int:
    a, b = problem.pairs[request]
    return problem.available[a] & problem.available[b]


def worths(problem: Problem) -> list[int]:
    """Cost of not holding each request: six waits for the least difference of weights, at most a hundred
    times as much for the greatest weight, and far more than all of that for what is mandatory."""
    weights = sorted({float(each.weight) for each in problem.requests})
    steps = [late - early for early, late in pairwise([0.0, *weights]) if late > early]
    unit = max(min(steps, default=1.0), (weights[-1] if weights else 1.0) / 100)
    return [round(6 * WAIT * (each.weight / unit + 1000 * problem.is_due(each))) for each in problem.requests]


def _days(problem: Problem) -> list[int]:
    day = [NOBODY] * problem.slots
    for number, (first, last) in enumerate(problem.day_list):
        day[first : last + 1] = [number] * (last - first + 1)
    return day


def _bits(problem: Problem) -> list[int]:
    """Rule ``wait`` leaves out the slots in which the participant is unavailable: a gap of these is none."""
    bits = [NOBODY] * (len(problem.participants) * problem.slots)
    for p, available in enumerate(problem.available):
        for first, last in problem.day_list:
            mine = [t for t in range(first, last + 1) if available >> t & 1]
            for place, t in enumerate(mine):
                bits[p * problem.slots + t] = t - first if problem.break_rule == "gap" else place
    return bits


def _places(problem: Problem, bits: list[int], longest: int) -> tuple[list[int], list[int]]:
    """The way back from the bits: how many a day has for each participant, and the slot of each."""
    days = problem.day_list
    width = [0] * (len(problem.participants) * len(days))
    slot_at = [NOBODY] * (len(width) * longest)
    for p in range(len(problem.participants)):
        for d, (first, last) in enumerate(days):
            for t in range(first, last + 1):
                if (place := bits[p * problem.slots + t]) != NOBODY:
                    row = p * len(days) + d
                    width[row] = max(width[row], place + 1)
                    slot_at[row * longest + place] = t
    return width, slot_at


def _linked(problem: Problem, candidates: list[int], *, later: bool) -> tuple[list[int], list[int]]:
    """For each request those that must lie later, or earlier: one list, and where each one's begin."""
    wanted = set(candidates)
    links: list[list[int]] = [[] for _ in problem.requests]
    for request in candidates:
        for name in problem.requests[request].after:
            other = problem.request_index[name]
            if other in wanted:
                links[other if later else request].append(request if later else other)
    flat = [other for mine in links for other in mine]
    return flat, [0, *accumulate(len(mine) for mine in links)]


def _prices(width: int, idle_prices: list[int]) -> list[int]:
    idle = column(idle_prices)
    return [word_price(word, idle) for word in range(1 << width)]
