"""Chains where zones lie apart: whoever is on one may have to walk farther, not its two ends alone."""

from qiao.engines.shape.compiled import kernel
from qiao.engines.timetabling.choosing.grid import OVER, Column, Grid
from qiao.engines.timetabling.choosing.kernel import LONGEST, is_in_order, is_within_days, mark, swap
from qiao.engines.timetabling.choosing.pricing import burden, crowding, crowding_change, price_of_slots


@kernel
def change_of_walk(
    at: Column,
    free: Column,
    zone: Column,
    walk: Column,
    idle_prices: Column,
    begin: Column,
    end: Column,
    day: Column,
    row: int,
    longest: int,
    zones: int,
    is_gap: int,
    t1: int,
    t2: int,
) -> int:
    """`change` where zones lie apart; what is held in `t1` is put into `t2` for a look, and back."""
    price, d1, d2 = 0, day[t1], day[t2]
    for sign in (-1, 1):
        price += sign * price_of_slots(
            at, free, zone, walk, idle_prices, begin[d1], end[d1], row, longest, zones, is_gap
        )
        if d2 != d1:
            price += sign * price_of_slots(
                at, free, zone, walk, idle_prices, begin[d2], end[d2], row, longest, zones, is_gap
            )
        at[row + t1], at[row + t2] = at[row + t2], at[row + t1]
    return price


@kernel
def try_walked_chain(g: Grid, limit: int, p: int, count: int, t1: int, t2: int, overfull: int) -> None:
    """With walks all along the chain must be looked at, after the swap."""
    crowded = dear = 0
    if count % 2 == 1:
        crowded = crowding_change(g.used, g.room, t1, t2)
        dear = overfull * (burden(g.used, g.room, t2) - crowding(g.used, g.room, t1))
    before = chain_price(g, p, count, t1, t2)
    far = g.chain[LONGEST]
    swap(g, p, count, t1, t2)
    delta = dear + chain_price(g, p, count, t1, t2) - before
    is_legal = is_within_days(g, p) and is_within_days(g, far)
    for k in range(count):
        is_legal = is_legal and is_in_order(g, g.chain[k])
    if is_legal and delta <= limit:
        g.counts[OVER] += crowded
        mark_chain(g, p, count)
    else:
        swap(g, p, count, t2, t1)


@kernel
def chain_price(g: Grid, p: int, count: int, t1: int, t2: int) -> int:
    """Cost of the days of both slots for everybody on the chain."""
    at, free, zone, walk, idle_prices = g.at, g.free, g.zone, g.walk, g.idle_prices
    first, second, chain, run, begin, end = g.first, g.second, g.chain, g.run, g.begin, g.end
    slots, zones, is_gap, d1, d2 = g.slots, g.zones, g.is_gap, g.day[t1], g.day[t2]
    one, cost = p, 0
    for k in range(count + 1):
        row, longest = one * slots, run[one]
        cost += price_of_slots(
            at, free, zone, walk, idle_prices, begin[d1], end[d1], row, longest, zones, is_gap
        )
        if d2 != d1:
            cost += price_of_slots(
                at, free, zone, walk, idle_prices, begin[d2], end[d2], row, longest, zones, is_gap
            )
        if k < count:
            one = second[chain[k]] if first[chain[k]] == one else first[chain[k]]
    return cost


@kernel
def mark_chain(g: Grid, p: int, count: int) -> None:
    one = p
    mark(g, one)
    for k in range(count):
        one = g.second[g.chain[k]] if g.first[g.chain[k]] == one else g.first[g.chain[k]]
        mark(g, one)
