"""What a participant's day costs: waits, and a little for idle slots, which guides the merging of gaps."""

from typing import Any

from qiao.engines.timetabling.choosing.compiled import kernel

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
    cost = idle = run = 0
    last, last_zone = -1, -1
    for t in range(g.begin[d], g.end[d]):
        request = g.at[p * g.slots + t]
        if request < 0:
            continue
        zone = g.zone[request]
        run = run + 1 if t == last + 1 else 1
        if run > g.run[p]:
            return ILLEGAL
        if last >= 0:
            walk = g.walk[last_zone * g.zones + zone]
            if t - last - 1 < walk:
                return ILLEGAL
            between = t - last - 1
            if not g.is_gap:
                between = 0
                for s in range(last + 1, t):
                    between += g.free[p * g.slots + s]
            if between > walk:
                cost += WAIT
                idle += between - walk
        last, last_zone = t, zone
    price: int = cost + g.idle_prices[idle]
    return price


@kernel
def person_price(g: Grid, p: int) -> int:
    cost = 0
    for d in range(g.days):
        cost += day_price(g, p, d)
    return cost


@kernel
def crowding(g: Grid, t: int) -> int:
    """Meetings over what a slot has tables for."""
    over: int = max(0, g.used[t] - g.room[t])
    return over


@kernel
def steep(over: int) -> int:
    """What so many meetings too many in one slot cost, in the price of the first: each costs one more than
    the one before."""
    price: int = over * (over + 1) // 2
    return price
