"""Putting a request into a slot, whoever has to let go of a meeting for it."""

from qiao.engines.shape.compiled import kernel
from qiao.engines.timetabling.choosing.grid import LOST, OPEN, OVER, WAIT, Column, Grid
from qiao.engines.timetabling.choosing.kernel import draw, is_in_order, is_within_days, mark, put, take
from qiao.engines.timetabling.choosing.pricing import crowding, person_price, steep


@kernel
def try_request(g: Grid, dice: Column, limit: int, overfull: int) -> None:
    """Puts an open request into a slot; who is in the way, or over a cap by it, lets another one go."""
    request = g.open[draw(dice, g.counts[OPEN])]
    t = draw(dice, g.slots)
    if not (g.domain[request] >> t) & 1:
        return
    gone = g.gone
    count = obstacles(g, dice, request, t, gone)
    if count < 0:
        return
    lost = -g.worth[request]
    for k in range(count):
        lost += g.worth[gone[k]]
    if lost > limit + (4 + count) * WAIT and g.counts[OVER] == 0:
        return  # its two people spare two waits each at most, and one each who loses a meeting by it
    before = local_price(g, request, gone, count)
    crowded = dear = 0
    for k in range(count):
        s = g.slot[gone[k]]
        over = crowding(g.used, g.room, s)
        g.gone_from[k] = s
        take(g, gone[k])
        crowded += crowding(g.used, g.room, s) - over
        dear += steep(crowding(g.used, g.room, s)) - steep(over)
    over = crowding(g.used, g.room, t)
    put(g, request, t)
    crowded += crowding(g.used, g.room, t) - over
    dear += steep(crowding(g.used, g.room, t)) - steep(over)
    delta = lost + overfull * dear + local_price(g, request, gone, count) - before
    if is_right(g, request) and delta <= limit:
        g.counts[OVER] += crowded
        g.counts[LOST] += lost
        mark_local(g, request, gone, count)
        return
    take(g, request)
    for k in range(count):
        put(g, gone[k], g.gone_from[k])


@kernel
def is_right(g: Grid, request: int) -> bool:
    a, b = g.first[request], g.second[request]
    return is_in_order(g, request) and is_within_days(g, a) and is_within_days(g, b)


@kernel
def obstacles(g: Grid, dice: Column, request: int, t: int, gone: Column) -> int:
    """Writes the meetings that must go for `request` to lie in slot `t`; their number, or -1."""
    count = 0
    for p in (g.first[request], g.second[request]):
        other = g.at[p * g.slots + t]
        if other >= 0:
            if count == 0 or gone[0] != other:
                gone[count] = other
                count += 1
            continue
        d = g.day[t]
        is_day_full = g.day_held[p * g.days + d] >= g.day_cap[p]
        if is_day_full or g.held[p] >= g.cap[p]:
            s = g.begin[d] + draw(dice, g.end[d] - g.begin[d]) if is_day_full else draw(dice, g.slots)
            other = g.at[p * g.slots + s]
            if other < 0 or (count > 0 and gone[0] == other):
                return -1
            gone[count] = other
            count += 1
    return count


@kernel
def local_price(g: Grid, request: int, gone: Column, count: int) -> int:
    """Cost of everybody whom a trial with these requests touches; each counted once."""
    cost = person_price(g, g.first[request]) + person_price(g, g.second[request])
    for k in range(count):
        cost += far_price(g, request, g.first[gone[k]], gone, k)
        cost += far_price(g, request, g.second[gone[k]], gone, k)
    return cost


@kernel
def far_price(g: Grid, request: int, p: int, gone: Column, k: int) -> int:
    """Cost of `p` unless it is counted already."""
    if p == g.first[request] or p == g.second[request]:
        return 0
    for j in range(k):
        if p == g.first[gone[j]] or p == g.second[gone[j]]:
            return 0
    return person_price(g, p)


@kernel
def mark_local(g: Grid, request: int, gone: Column, count: int) -> None:
    mark(g, g.first[request])
    mark(g, g.second[request])
    for k in range(count):
        mark(g, g.first[gone[k]])
        mark(g, g.second[gone[k]])
