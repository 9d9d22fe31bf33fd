"""A first timetable, slot by slot: in each a matching that goes on with those who have begun.

In each slot participants are taken by urgency: first who has no slot to spare for what it still has to hold,
then who met in its last slot and would wait otherwise, then by the share of its free slots that it needs.
Each is matched by a shortest augmenting path to anybody free, which never frees who is matched already: what
is matched is a best set by urgency (the matching matroid, Edmonds and Fulkerson 1965). In graphs that are
not bipartite a path that would need a blossom is not found.
"""

from qiao.engines.shape.compiled import column, kernel
from qiao.engines.timetabling.choosing.grid import OPEN, Column, Grid
from qiao.engines.timetabling.choosing.kernel import draw, put
from qiao.engines.timetabling.problem import Problem

LEVELS = 34  # 33: no slot to spare; 32: has begun today; below: slots needed of those left, in 32nds
SEARCHED = 256  # participants that one search for an augmenting path looks at


def sweep_slots(problem: Problem, g: Grid, dice: Column) -> None:
    """Fills an empty grid without rules of order, runs and walks. O(T (P + E)), each search bounded."""
    links: list[list[int]] = [[] for _ in problem.participants]
    for k in range(g.counts[OPEN]):
        for p in problem.pairs[int(g.open[k])]:
            links[p].append(int(g.open[k]))
    starts = [0]
    for mine in links:
        starts.append(starts[-1] + len(mine))
    flat, begins = column([request for mine in links for request in mine] or [0]), column(starts)
    for first, last in problem.day_list:
        for t in range(first, last + 1):
            scratch = [column([-1] * len(links)) for _ in range(4)]
            fill_slot(g, dice, flat, begins, t, first, *scratch)


@kernel
def fill_slot(
    g: Grid,
    dice: Column,
    links: Column,
    starts: Column,
    t: int,
    begin: int,
    level: Column,
    match: Column,
    via: Column,
    queue: Column,
) -> None:
    """One slot. `match`: the request of each participant; `via`: by which a search came to it."""
    people, slots = len(g.held), g.slots
    for p in range(people):
        level[p] = urgency(g, links, starts, p, t, begin) if g.free[p * slots + t] else -1
    room = g.room[t]
    for wanted in range(LEVELS - 1, -1, -1):
        offset = draw(dice, people)
        for k in range(people):
            p = (k + offset) % people
            if room > 0 and level[p] == wanted and match[p] < 0:
                room -= augment(
                    g.first, g.second, g.slot, g.domain, links, starts, p, t, level, match, via, queue
                )
    for p in range(people):
        if match[p] >= 0 and g.slot[match[p]] < 0:
            put(g, match[p], t)


@kernel
def urgency(g: Grid, links: Column, starts: Column, p: int, t: int, begin: int) -> int:
    """The level of a participant in a slot in which it is free; -1 when nothing of its own is open."""
    needed = 0
    for k in range(starts[p], starts[p + 1]):
        if g.slot[links[k]] < 0:
            needed += 1
    if needed == 0:
        return -1
    left = 0
    for s in range(t, g.slots):
        left += g.free[p * g.slots + s]
    if needed >= left:
        return 33
    s = t - 1
    while s >= begin and g.free[p * g.slots + s] == 0:
        s -= 1
    if s >= begin and g.at[p * g.slots + s] >= 0:
        return 32
    return needed * 32 // left


@kernel
def augment(
    first: Column,
    second: Column,
    slot: Column,
    domain: Column,
    links: Column,
    starts: Column,
    root: int,
    t: int,
    level: Column,
    match: Column,
    via: Column,
    queue: Column,
) -> int:
    """Matches `root` by a shortest augmenting path to the most urgent free end; 1 when there is one."""
    head, tail = 0, 1
    queue[0] = root
    via[root] = -2
    best, best_by = -1, -1
    while head < tail and best < 0:
        p = queue[head]
        head += 1
        for k in range(starts[p], starts[p + 1]):
            request = links[k]
            if slot[request] >= 0 or not (domain[request] >> t) & 1:
                continue
            q = second[request] if first[request] == p else first[request]
            if q == root or via[q] != -1:
                continue
            if match[q] < 0:
                if best < 0 or level[q] > level[best]:
                    best, best_by = q, request
            elif tail + 1 < SEARCHED and tail + 1 < len(queue):
                via[q] = request
                mate = second[match[q]] if first[match[q]] == q else first[match[q]]
                if via[mate] == -1:
                    via[mate] = -3
                    queue[tail] = mate
                    tail += 1
    if best >= 0:
        via[best] = best_by
        turn(first, second, match, via, root, best)
    clear(first, second, starts, links, match, via, queue, tail)
    return 1 if best >= 0 else 0


@kernel
def turn(first: Column, second: Column, match: Column, via: Column, root: int, end: int) -> None:
    """Matches along the path that was found, from its free end back to the root."""
    q = end
    while True:
        request = via[q]
        p = second[request] if first[request] == q else first[request]
        before = match[p]
        match[q] = request
        match[p] = request
        if p == root:
            return
        q = second[before] if first[before] == p else first[before]


@kernel
def clear(
    first: Column,
    second: Column,
    starts: Column,
    links: Column,
    match: Column,
    via: Column,
    queue: Column,
    tail: int,
) -> None:
    """Forgets a search: everybody whom it could have reached from those it looked at."""
    for place in range(tail):
        p = queue[place]
        via[p] = -1
        for k in range(starts[p], starts[p + 1]):
            via[second[links[k]] if first[links[k]] == p else first[links[k]]] = -1
