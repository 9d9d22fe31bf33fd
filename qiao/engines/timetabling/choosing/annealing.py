"""Simulated annealing over Kempe chains, aimed at those who wait.

A trial takes a participant, one of its meetings and a free slot, follows the chain and swaps it when the new
costs are lower, or by Metropolis' rule with a chance that falls with the temperature. Chances are compared
as whole numbers against a table of thresholds, so that compiled and plain runs take the same decisions.
Tables are a soft cost meanwhile: a slot may be overbooked for a while, at a price that rises with each
meeting too many. Reference: Kirkpatrick, Gelatt, Vecchi, *Science* 220 (1983), 671-680.
"""

from qiao.engines.shape.compiled import kernel
from qiao.engines.timetabling.choosing.augmenting import try_room
from qiao.engines.timetabling.choosing.grid import BAD, LOST, OPEN, OVER, Column, Grid
from qiao.engines.timetabling.choosing.insertion import try_request
from qiao.engines.timetabling.choosing.kernel import (
    LONGEST,
    draw,
    follow,
    is_in_order,
    is_within_days,
    mark,
    swap,
)
from qiao.engines.timetabling.choosing.pricing import (
    ILLEGAL,
    burden,
    crowding,
    crowding_change,
    price_of,
    ruled_price,
)
from qiao.engines.timetabling.choosing.walking import change_of_walk, try_walked_chain

TRIES = 40  # to find somebody whose meeting can go from a full slot to one that is not


@kernel
def anneal(  # noqa: C901 (one loop: a call would hand over some forty columns, dearer than a trial)
    g: Grid,
    dice: Column,
    limits: Column,
    trials: int,
    aimed: int,
    inserted: int,
    eased: int,
    overfull: int,
    good_enough: int,
) -> int:
    """Makes `trials` trials and gives how many were made: fewer when nobody waits, no slot is overfull and
    what is not held costs `good_enough` or less.

    Of 256 trials `inserted` are spent on open requests, `eased` on meetings of an overfull slot and `aimed`
    on participants who wait, as long as there are any. Three of four moves are between the edges of runs. The
    first meeting more than a slot has tables costs `overfull`, the second twice that, and so on. `limits`
    holds, for chances evenly spread, how much dearer a move may be to be taken.
    """
    at, free, domain = g.at, g.free, g.domain
    word, bit, day, used, room = g.word, g.bit, g.day, g.used, g.room
    mate, available = g.mate, g.available
    prices, idle_prices, counts, bad = g.prices, g.idle_prices, g.counts, g.bad
    width, slot_at, longest = g.width, g.slot_at, g.longest
    zone, walk, begin, end, run, zones, is_gap = g.zone, g.walk, g.begin, g.end, g.run, g.zones, g.is_gap
    slots, days, people, chances = g.slots, g.days, len(g.held), len(limits)
    for k in range(trials):
        if counts[BAD] == 0 and counts[OVER] == 0 and counts[LOST] <= good_enough:
            return k
        kind = draw(dice, 256)
        limit = limits[draw(dice, chances)]
        if counts[OPEN] > 0 and kind < inserted:
            if kind & 1:
                try_room(g, dice, limit, overfull)
            else:
                try_request(g, dice, limit, overfull)
            continue
        p, t1, t2 = draw(dice, people), draw(dice, slots), draw(dice, slots)
        if counts[OVER] > 0 and kind < inserted + eased:
            t1, t2 = slot_like(used, room, t1, True), slot_like(used, room, t2, False)
            for _ in range(TRIES):
                row = p * slots
                is_possible = at[row + t1] >= 0 and at[row + t2] < 0 and free[row + t2] != 0
                if is_possible and change(
                    word, bit, day, prices, idle_prices, p * days, row, t1, t2
                ) <= limit + overfull * crowding(used, room, t1):
                    break
                p = draw(dice, people)
        else:
            if counts[BAD] > 0 and kind < inserted + eased + aimed:
                p = bad[draw(dice, counts[BAD])]
            if kind & 3:
                t1 = slot_at_edge(word, width, slot_at, longest, p * days + draw(dice, days), t1, True)
                t2 = slot_at_edge(word, width, slot_at, longest, p * days + draw(dice, days), t2, False)
                if t1 < 0 or t2 < 0:
                    continue
        row = p * slots
        if at[row + t1] < 0 or at[row + t2] >= 0 or free[row + t2] == 0:
            continue
        saved = overfull * crowding(used, room, t1)
        if zones == 1:
            own = change(word, bit, day, prices, idle_prices, p * days, row, t1, t2)
        else:
            own = change_of_walk(
                at, free, zone, walk, idle_prices, begin, end, day, row, run[p], zones, is_gap, t1, t2
            )
        if own - saved > limit:
            continue  # the far end hardly ever makes up for it, and the chain is long
        count, one, here, there = 0, p, t1, t2
        other = mate[row + t1]
        while other >= 0 and count < LONGEST and (available[other] >> there) & 1:
            if not g.is_plain and not (domain[at[one * slots + here]] >> there) & 1:
                break
            count += 1
            one = other
            here, there = there, here
            other = mate[one * slots + here]
        if other >= 0:
            continue
        if zones > 1:
            follow(g, p, t1, t2)
            try_walked_chain(g, limit, p, count, t1, t2, overfull)
            continue
        crowded = dear = 0
        if count % 2 == 1:
            dear = overfull * burden(used, room, t2) - saved
            crowded = crowding_change(used, room, t1, t2)
            far = change(word, bit, day, prices, idle_prices, one * days, one * slots, t1, t2)
        else:
            far = change(word, bit, day, prices, idle_prices, one * days, one * slots, t2, t1)
        if own + far + dear <= limit:
            if g.is_ruled:
                follow(g, p, t1, t2)
            g.chain[LONGEST] = one
            swap(g, p, count, t1, t2)
            if g.is_ruled and not is_right(g, p, count, t1, t2):
                swap(g, p, count, t2, t1)
                continue
            counts[OVER] += crowded
            mark(g, p)
            mark(g, one)
    return trials


@kernel
def slot_at_edge(
    word: Column, width: Column, slot_at: Column, longest: int, d: int, start: int, is_busy: bool
) -> int:
    """A busy slot at the end of a run of that day, or a free one beside a run, from a random place on.

    Of all moves these are the ones that seldom make a wait. In a day without meetings every slot will do.
    """
    mine, wide = word[d], width[d]
    if wide == 0 or (is_busy and mine == 0):
        return -1
    if is_busy:
        mask = mine & ~((mine << 1) & (mine >> 1))
    elif mine == 0:
        mask = (1 << wide) - 1
    else:
        mask = ((mine << 1) | (mine >> 1)) & ~mine & ((1 << wide) - 1)
    if mask == 0:
        return -1
    place = start % wide
    rest = mask >> place
    if rest == 0:
        place, rest = 0, mask
    while rest & 1 == 0:
        rest >>= 1
        place += 1
    found: int = slot_at[d * longest + place]
    return found


@kernel
def slot_like(used: Column, room: Column, t: int, is_overfull: bool) -> int:
    """The first slot from `t` on that is overfull, or has a table left; `t` where there is none."""
    for k in range(len(used)):
        s = (t + k) % len(used)
        if (used[s] > room[s]) if is_overfull else (used[s] < room[s]):
            return s
    return t


@kernel
def change(
    word: Column,
    bit: Column,
    day: Column,
    prices: Column,
    idle_prices: Column,
    days: int,
    row: int,
    t1: int,
    t2: int,
) -> int:
    """What it costs more when a participant is busy in `t2` instead of `t1`, by the words of its days alone.

    `days` and `row` are where its words and its slots begin.
    """
    d1, d2 = days + day[t1], days + day[t2]
    bit1, bit2 = 1 << bit[row + t1], 1 << bit[row + t2]
    if d1 == d2:
        both = word[d1] ^ bit1 ^ bit2
        return price_of(prices, idle_prices, both) - price_of(prices, idle_prices, word[d1])
    after = price_of(prices, idle_prices, word[d1] ^ bit1) + price_of(prices, idle_prices, word[d2] ^ bit2)
    before = price_of(prices, idle_prices, word[d1]) + price_of(prices, idle_prices, word[d2])
    return after - before


@kernel
def is_right(g: Grid, p: int, count: int, t1: int, t2: int) -> bool:
    """Whether the chain just swapped, in which nobody walks, breaks no run, no cap of a day and no order: all
    but its two ends are busy as before."""
    for one in (p, g.chain[LONGEST]):
        if not is_within_days(g, one):
            return False
        for t in (t1, t2):
            if ruled_price(g, one, g.day[t]) >= ILLEGAL:
                return False
    is_ordered = True
    for k in range(count):
        is_ordered = is_ordered and is_in_order(g, g.chain[k])
    return is_ordered
