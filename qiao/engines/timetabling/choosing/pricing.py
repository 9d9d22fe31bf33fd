"""What a participant's day costs: waits, and a little for idle slots, which guides the merging of gaps."""

from typing import Any

from qiao.engines.shape.compiled import kernel

Column = Any
Grid = Any

WAIT = 64  # cost of one wait (or break); everything else is measured in it
ILLEGAL = 1 << 40


@kernel
def word_price(word: int, idle_prices: Column) -> int:
    """Waits and idle slots of the busy slots of a day, given as bits without the slots that do not count."""
    cost = idle = 0
    if word == 0:
        return 0
    while word & 1 == 0:
        word >>= 1
    while word:
        while word & 1:
            word >>= 1
        if word:
            while word & 1 == 0:
                word >>= 1
                idle += 1
            cost += WAIT
    price: int = cost + idle_prices[idle]
    return price


@kernel
def price_of(prices: Column, idle_prices: Column, word: int) -> int:
    price: int = prices[word] if word < len(prices) else word_price(word, idle_prices)
    return price


@kernel
def day_price(g: Grid, p: int, d: int) -> int:
    """Cost of one day of one participant; `ILLEGAL` where a run is too long or a walk too short."""
    if g.is_ruled:
        return ruled_price(g, p, d)
    return price_of(g.prices, g.idle_prices, g.word[p * g.days + d])


@kernel
def ruled_price(g: Grid, p: int, d: int) -> int:
    """The same read off the slots, with runs and walks."""
    at, free, zone, walk, first, last = g.at, g.free, g.zone, g.walk, g.begin[d], g.end[d]
    price: int = price_of_slots(
        at, free, zone, walk, g.idle_prices, first, last, p * g.slots, g.run[p], g.zones, g.is_gap
    )
    return price


@kernel
def price_of_slots(
    at: Column,
    free: Column,
    zone: Column,
    walk: Column,
    idle_prices: Column,
    first: int,
    end: int,
    row: int,
    longest: int,
    zones: int,
    is_gap: int,
) -> int:
    """Of the slots from `first` to before `end` of the participant whose slots begin at `row`: a call that
    hands over these few columns is far cheaper than one that hands over a grid."""
    cost = idle = run = 0
    last, last_zone = -1, -1
    for t in range(first, end):
        request = at[row + t]
        if request < 0:
            continue
        here = zone[request]
        run = run + 1 if t == last + 1 else 1
        if run > longest:
            return ILLEGAL
        if last >= 0:
            steps = walk[last_zone * zones + here]
            between = t - last - 1
            if between < steps:
                return ILLEGAL
            if not is_gap:
                between = 0
                for s in range(last + 1, t):
                    between += free[row + s]
            if between > steps:
                cost += WAIT
                idle += between - steps
        last, last_zone = t, here
    price: int = cost + idle_prices[idle]
    return price


@kernel
def person_price(g: Grid, p: int) -> int:
    cost = 0
    for d in range(g.days):
        cost += day_price(g, p, d)
    return cost


@kernel
def crowding(used: Column, room: Column, t: int) -> int:
    """Meetings over what a slot has tables for; so much, too, one meeting less saves, in the price of the
    first too many: `steep` before, less after."""
    over: int = max(0, used[t] - room[t])
    return over


@kernel
def steep(over: int) -> int:
    """What so many meetings too many in one slot cost, in the price of the first: each costs one more than
    the one before."""
    price: int = over * (over + 1) // 2
    return price


@kernel
def burden(used: Column, room: Column, t: int) -> int:
    """What one meeting more costs in a slot, in the same price."""
    over: int = max(0, used[t] + 1 - room[t])
    return over


@kernel
def crowding_change(used: Column, room: Column, t1: int, t2: int) -> int:
    """Overbooked meetings more when one meeting goes from `t1` to `t2`."""
    less = 1 if used[t1] > room[t1] else 0
    more = 1 if used[t2] >= room[t2] else 0
    return more - less
