"""Putting a request into a slot where one of its two people is busy: a chain makes room.

What edge colouring does to give one edge more a colour (D. Koenig, *Mathematische Annalen* 77 (1916),
453-465): `a` is free in t1 and `b` in t2; the chain of (b, t1, t2) is swapped, after which both are free in
t1. Nobody loses a meeting by it.
"""

from qiao.engines.shape.compiled import kernel
from qiao.engines.timetabling.choosing.grid import LOST, OPEN, OVER, Column, Grid
from qiao.engines.timetabling.choosing.kernel import (
    LONGEST,
    draw,
    follow,
    is_in_order,
    is_within_days,
    mark,
    put,
    swap,
    take,
)
from qiao.engines.timetabling.choosing.pricing import crowding, person_price, steep
from qiao.engines.timetabling.choosing.walking import mark_chain


@kernel
def try_room(g: Grid, dice: Column, limit: int, overfull: int) -> None:
    """Puts an open request of two people below their caps into a slot that a chain makes free."""
    request = g.open[draw(dice, g.counts[OPEN])]
    a, b = g.first[request], g.second[request]
    if draw(dice, 2):
        a, b = b, a
    t1, t2 = draw(dice, g.slots), draw(dice, g.slots)
    if g.held[a] >= g.cap[a] or g.held[b] >= g.cap[b]:
        return
    t1 = slot_of_one(g, request, a, b, t1)
    t2 = free_slot(g, b, t2)
    if t1 < 0 or t2 < 0:
        return
    count = length(g, b, a, t1, t2)
    if count < 0:
        return
    follow(g, b, t1, t2)
    over1, over2 = crowding(g.used, g.room, t1), crowding(g.used, g.room, t2)
    before = price_of_all(g, a, b, count)
    swap(g, b, count, t1, t2)
    put(g, request, t1)
    more1, more2 = crowding(g.used, g.room, t1), crowding(g.used, g.room, t2)
    dear = steep(more1) + steep(more2) - steep(over1) - steep(over2)
    delta = price_of_all(g, a, b, count) - before + overfull * dear - g.worth[request]
    if delta <= limit and is_allowed(g, request, a, b, count):
        g.counts[OVER] += more1 + more2 - over1 - over2
        g.counts[LOST] -= g.worth[request]
        mark(g, a)
        mark_chain(g, b, count)
        return
    take(g, request)
    swap(g, b, count, t2, t1)


@kernel
def slot_of_one(g: Grid, request: int, a: int, b: int, start: int) -> int:
    """The first slot of the request, from `start` on, in which `a` is free and `b` is busy; else -1."""
    for k in range(g.slots):
        t = (start + k) % g.slots
        if (g.domain[request] >> t) & 1 and g.at[a * g.slots + t] < 0 and g.at[b * g.slots + t] >= 0:
            return t
    return -1


@kernel
def free_slot(g: Grid, p: int, start: int) -> int:
    """The first slot from `start` on in which `p` is available and has no meeting; else -1."""
    for k in range(g.slots):
        t = (start + k) % g.slots
        if g.free[p * g.slots + t] and g.at[p * g.slots + t] < 0:
            return t
    return -1


@kernel
def length(g: Grid, start: int, never: int, t1: int, t2: int) -> int:
    """Meetings of the chain; -1 where it is too long, a request may not lie there, or it comes to `never`."""
    count, one, here, there = 0, start, t1, t2
    while g.at[one * g.slots + here] >= 0:
        request, other = g.at[one * g.slots + here], g.mate[one * g.slots + here]
        if count == LONGEST or other == never or not (g.domain[request] >> there) & 1:
            return -1
        count += 1
        one = other
        here, there = there, here
    return count


@kernel
def price_of_all(g: Grid, a: int, b: int, count: int) -> int:
    """Cost of `a` and of the two ends of the chain, or of everybody on it where zones lie apart."""
    cost = person_price(g, a) + person_price(g, b)
    if g.zones == 1:
        far: int = person_price(g, g.chain[LONGEST])
        return cost + far
    one = b
    for k in range(count):
        one = g.second[g.chain[k]] if g.first[g.chain[k]] == one else g.first[g.chain[k]]
        cost += person_price(g, one)
    return cost


@kernel
def is_allowed(g: Grid, request: int, a: int, b: int, count: int) -> bool:
    """Whether no cap of a day and no order is broken."""
    far = g.chain[LONGEST]
    is_right = is_within_days(g, a) and is_within_days(g, b) and is_within_days(g, far)
    is_right = is_right and is_in_order(g, request)
    for k in range(count):
        is_right = is_right and is_in_order(g, g.chain[k])
    return is_right
