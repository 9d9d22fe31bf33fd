"""Kempe chains on the columns of a grid: the moves that keep a timetable legal while it is improved.

The chain of (p, t1, t2), with *p* busy in t1 and free in t2, follows the meetings that lie in these two
slots alternately from *p* on. Swapping the two slots all along it is legal wherever each request may lie in
its new slot, and changes what only its two ends do: all between are busy in both slots before and after. So
a chain of any length is judged by its ends in constant time. References: A. B. Kempe, *American Journal of
Mathematics* 2 (1879), 193-200; D. Koenig, *Mathematische Annalen* 77 (1916), 453-465.
"""

from qiao.engines.shape.compiled import kernel
from qiao.engines.timetabling.choosing.grid import BAD, OPEN, WAIT, Column, Grid
from qiao.engines.timetabling.choosing.pricing import person_price

LONGEST = 256  # meetings in a chain; longer ones are not tried


@kernel
def draw(dice: Column, below: int) -> int:
    """A number from 0 to below - 1: xorshift of 32 bits (Marsaglia 2003), brought into range by a product, as
    a division is dear (Lemire 2019). The slight bias does no harm."""
    x = dice[0]
    x = x ^ ((x << 13) & 0xFFFFFFFF)
    x = x ^ (x >> 17)
    x = x ^ ((x << 5) & 0xFFFFFFFF)
    dice[0] = x
    drawn: int = (x * below) >> 32
    return drawn


@kernel
def shift(g: Grid, p: int, t: int, sign: int) -> None:
    """Books that `p` becomes busy (1) or free (-1) in slot `t`."""
    d = p * g.days + g.day[t]
    g.word[d] ^= 1 << g.bit[p * g.slots + t]
    g.day_held[d] += sign


@kernel
def follow(g: Grid, start: int, t1: int, t2: int) -> None:
    """Writes the requests of the chain from `start`, and its far end, into `g.chain`."""
    one, here, there, count = start, t1, t2, 0
    while g.at[one * g.slots + here] >= 0:
        g.chain[count] = g.at[one * g.slots + here]
        count += 1
        one = g.mate[one * g.slots + here]
        here, there = there, here
    g.chain[LONGEST] = one


@kernel
def flip(at: Column, mate: Column, slot: Column, slots: int, start: int, t1: int, t2: int) -> None:
    """Swaps the two slots all along the chain from `start`; books nothing else."""
    one, here, there = start, t1, t2
    request, other = at[one * slots + here], mate[one * slots + here]
    at[one * slots + here] = -1
    mate[one * slots + here] = -1
    while request >= 0:
        far = other * slots
        further, beyond = at[far + there], mate[far + there]
        at[one * slots + there] = request
        mate[one * slots + there] = other
        at[far + there] = request
        mate[far + there] = one
        slot[request] = there
        at[far + here] = -1
        mate[far + here] = -1
        one, here, there = other, there, here
        request, other = further, beyond


@kernel
def swap(g: Grid, start: int, count: int, t1: int, t2: int) -> None:
    """Carries out the chain of `count` meetings from `start` to `g.chain[LONGEST]`; books words, days and
    tables of these two too."""
    far = g.chain[LONGEST]
    flip(g.at, g.mate, g.slot, g.slots, start, t1, t2)
    shift(g, start, t1, -1)
    shift(g, start, t2, 1)
    if count % 2 == 1:
        shift(g, far, t1, -1)
        shift(g, far, t2, 1)
        g.used[t1] -= 1
        g.used[t2] += 1
    else:
        shift(g, far, t2, -1)
        shift(g, far, t1, 1)


@kernel
def put(g: Grid, request: int, t: int) -> None:
    """Holds an open request in a slot in which both are free."""
    for p in (g.first[request], g.second[request]):
        g.at[p * g.slots + t] = request
        g.mate[p * g.slots + t] = g.second[request] if p == g.first[request] else g.first[request]
        g.held[p] += 1
        shift(g, p, t, 1)
    g.slot[request] = t
    g.used[t] += 1
    drop_from(g.open, g.open_at, g.counts, OPEN, request)


@kernel
def put_all(g: Grid, requests: Column, slots: Column) -> None:
    """Holds these requests, a legal timetable of an empty grid."""
    for k in range(len(requests)):
        put(g, requests[k], slots[k])


@kernel
def take(g: Grid, request: int) -> None:
    """Lets a held request go."""
    t = g.slot[request]
    for p in (g.first[request], g.second[request]):
        g.at[p * g.slots + t] = -1
        g.mate[p * g.slots + t] = -1
        g.held[p] -= 1
        shift(g, p, t, -1)
    g.slot[request] = -1
    g.used[t] -= 1
    add_to(g.open, g.open_at, g.counts, OPEN, request)


@kernel
def add_to(items: Column, places: Column, counts: Column, which: int, item: int) -> None:
    if places[item] < 0:
        places[item] = counts[which]
        items[counts[which]] = item
        counts[which] += 1


@kernel
def drop_from(items: Column, places: Column, counts: Column, which: int, item: int) -> None:
    place = places[item]
    if place >= 0:
        counts[which] -= 1
        last = items[counts[which]]
        items[place] = last
        places[last] = place
        places[item] = -1


@kernel
def mark(g: Grid, p: int) -> None:
    """Keeps the list of those who wait."""
    if person_price(g, p) >= WAIT:
        add_to(g.bad, g.bad_at, g.counts, BAD, p)
    else:
        drop_from(g.bad, g.bad_at, g.counts, BAD, p)


@kernel
def is_in_order(g: Grid, request: int) -> bool:
    """Whether what must lie earlier than a held request does, and what must lie later."""
    t = g.slot[request]
    for k in range(g.before_from[request], g.before_from[request + 1]):
        other = g.slot[g.before[k]]
        if other >= t:
            return False
    for k in range(g.after_from[request], g.after_from[request + 1]):
        other = g.slot[g.after[k]]
        if other >= 0 and other <= t:
            return False
    return True


@kernel
def is_within_days(g: Grid, p: int) -> bool:
    """Whether `p` holds no more meetings on any day than the cap of a day."""
    most = 0
    for d in range(g.days):
        most = max(most, g.day_held[p * g.days + d])
    is_within: bool = most <= g.day_cap[p]
    return is_within
