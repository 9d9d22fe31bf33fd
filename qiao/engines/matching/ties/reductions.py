"""Pairs that are in no weakly stable matching are taken out before anything is searched.

Irving, Manlove (2009), Finding Large Stable Matchings, Journal of Experimental Algorithmics 14 ("programmes
offer" and "applicants apply"); Delorme, García, Gondzio, Kalcsics, Manlove, Pettersson (2019), Mathematical
Models for Stable Matching Problems with Ties and Incomplete Lists, European Journal of Operational Research
277, 426-441; Pettersson, Delorme, García, Gondzio, Kalcsics, Manlove (2021), Improving Solution Times for
Stable Matching Problems through Preprocessing, Computers and Operations Research 128, 105128. Both rules are
put here as small flows, which include what these papers count:

*Guarantee.* An applicant who has nothing as good as tier t finds every programme up to t filled with others
whom it ranks as high. Where no flow fills them so, the applicant has something as good in every stable
matching, and what is worse than t goes.

*Crowd.* A programme of c places that holds some applicant holds at most c - 1 of those whom it ranks higher;
all others of them have places elsewhere that they like as much. Where no flow gives so many of them such
places, the applicant goes from its list.

Why the stable matchings stay the same: a pair that goes is in none of them, and in a stable matching of what
is left it does not block, for the argument that took it out holds there too.
"""

from qiao.engines.matching.columns import Columns
from qiao.engines.matching.ties.pairs import Pairs, pairs_of, thinned
from qiao.engines.shape.compiled import kernel

_LARGEST = 4_000  # entries of one list beyond which no flow is tried at it


def reduced(columns: Columns) -> Columns:
    """The same round without pairs that are in no weakly stable matching; those stay the same.

    Each round of the rules takes O(d) searches of what is near for each list of d entries; rounds end when
    nothing near has changed.
    """
    pairs = pairs_of(columns)
    thin(pairs, _LARGEST)
    return thinned(columns, pairs.live)


@kernel
def thin(s: Pairs, largest: int) -> None:
    """Both rules at everything that is due until nothing is."""
    n, k = len(s.start) - 1, len(s.capacity)
    is_changed = True
    while is_changed:
        is_changed = False
        for a in range(n):
            if s.applicant_due[a]:
                s.applicant_due[a] = 0
                is_changed = guarantee(s, a, largest) or is_changed
        for p in range(k):
            if s.programme_due[p]:
                s.programme_due[p] = 0
                is_changed = crowd(s, p, largest) or is_changed


@kernel
def drop(s: Pairs, e: int) -> None:
    """Takes out a pair; who shares a list with it is due."""
    s.live[e] = 0
    a, p = s.owner[e], s.programme[e]
    s.programme_due[p] = 1
    s.applicant_due[a] = 1
    for each in range(s.start[a], s.start[a + 1]):
        if s.live[each]:
            s.programme_due[s.programme[each]] = 1
    for at in range(s.begin[p], s.begin[p + 1]):
        if s.live[s.sorted[at]]:
            s.applicant_due[s.owner[s.sorted[at]]] = 1


@kernel
def guarantee(s: Pairs, a: int, largest: int) -> bool:
    """The first rule at one applicant; whether pairs went."""
    n = len(s.start) - 1
    end = s.start[a + 1]
    e = s.start[a]
    last = -1  # the tier up to which the applicant has something in any case
    while e < end and last < 0:
        tier = s.tier[e]
        while e < end and s.tier[e] == tier:
            if s.live[e] and last < 0:
                p = s.programme[e]
                s.limit[n + p] = s.rank[e]
                if s.begin[p + 1] - s.begin[p] <= largest and not fill(s, a, p):
                    last = tier
            e += 1
    clear_guarantee(s, a)
    is_changed = False
    if last >= 0:
        for each in range(e, end):
            if s.live[each]:
                drop(s, each)
                is_changed = True
    return is_changed


@kernel
def fill(s: Pairs, a: int, p: int) -> bool:
    """Whether one more programme can be filled without the applicant, with all that were filled before."""
    n = len(s.start) - 1
    others = 0
    for at in range(s.begin[p], s.begin[p + 1]):
        e = s.sorted[at]
        if s.rank[e] > s.limit[n + p]:
            break
        others += s.live[e]
    if others - 1 < s.capacity[p]:
        return False
    missing = s.capacity[p]
    while missing and find_applicant(s, a, p):
        missing -= 1
    return bool(missing == 0)


@kernel
def find_applicant(s: Pairs, a: int, p: int) -> bool:
    """One more applicant for a programme, others moving among those that are being filled."""
    n = len(s.start) - 1
    s.stamp[0] += 1
    stamp = s.stamp[0]
    s.queue[0] = p
    s.seen[n + p] = stamp
    head, tail = 0, 1
    while head < tail:
        q = s.queue[head]
        head += 1
        for at in range(s.begin[q], s.begin[q + 1]):
            e = s.sorted[at]
            if s.rank[e] > s.limit[n + q]:
                break
            other = s.owner[e]
            if not s.live[e] or other == a or s.seen[other] == stamp:
                continue
            s.seen[other] = stamp
            s.came[other] = e
            if s.assigned[other] < 0:
                shift_to(s, other, p)
                return True
            r = s.programme[s.assigned[other]]
            if s.seen[n + r] != stamp:
                s.seen[n + r] = stamp
                s.came[n + r] = other
                s.queue[tail] = r
                tail += 1
    return False


@kernel
def shift_to(s: Pairs, other: int, p: int) -> None:
    """Along the way back: each programme takes whom it reached, the one it loses by it came before."""
    n = len(s.start) - 1
    while True:
        e = s.came[other]
        s.assigned[other] = e
        if s.programme[e] == p:
            return
        other = s.came[n + s.programme[e]]


@kernel
def clear_guarantee(s: Pairs, a: int) -> None:
    n = len(s.start) - 1
    for e in range(s.start[a], s.start[a + 1]):
        p = s.programme[e]
        if s.limit[n + p] >= 0:
            for at in range(s.begin[p], s.begin[p + 1]):
                s.assigned[s.owner[s.sorted[at]]] = -1
            s.limit[n + p] = -1


@kernel
def crowd(s: Pairs, p: int, largest: int) -> bool:
    """The second rule at one programme; whether pairs went."""
    end = s.begin[p + 1]
    if end - s.begin[p] > largest:
        return False
    at = s.begin[p]
    bound = 0  # how many it must hold of those seen so far
    while at < end and bound < s.capacity[p]:
        rank = s.rank[s.sorted[at]]
        while at < end and s.rank[s.sorted[at]] == rank:
            e = s.sorted[at]
            if s.live[e] and bound < s.capacity[p]:
                s.limit[s.owner[e]] = s.tier[e]
                if not find_programme(s, s.owner[e], p):
                    bound += 1
            at += 1
    clear_crowd(s, p)
    is_changed = False
    for late in range(at, end):
        if s.live[s.sorted[late]]:
            drop(s, s.sorted[late])
            is_changed = True
    return is_changed


@kernel
def find_programme(s: Pairs, a: int, p: int) -> bool:
    """A place elsewhere for one more of those whom the programme ranks high, the others moving."""
    n = len(s.start) - 1
    s.stamp[0] += 1
    stamp = s.stamp[0]
    s.queue[0] = a
    s.seen[n + p] = stamp
    head, tail = 0, 1
    while head < tail:
        b = s.queue[head]
        head += 1
        for e in range(s.start[b], s.start[b + 1]):
            if s.tier[e] > s.limit[b]:
                break
            q = s.programme[e]
            if not s.live[e] or s.seen[n + q] == stamp:
                continue
            s.seen[n + q] = stamp
            s.came[n + q] = e
            if s.used[q] < s.capacity[q]:
                shift_from(s, e)
                return True
            for at in range(s.begin[q], s.begin[q + 1]):
                other = s.owner[s.sorted[at]]
                if s.assigned[other] == s.sorted[at]:
                    s.queue[tail] = other
                    tail += 1
    return False


@kernel
def shift_from(s: Pairs, e: int) -> None:
    """Along the way back: each applicant takes the entry that was found, leaving the programme before."""
    n = len(s.start) - 1
    s.used[s.programme[e]] += 1
    while True:
        a = s.owner[e]
        before = s.assigned[a]
        s.assigned[a] = e
        if before < 0:
            return
        e = s.came[n + s.programme[before]]


@kernel
def clear_crowd(s: Pairs, p: int) -> None:
    for at in range(s.begin[p], s.begin[p + 1]):
        a = s.owner[s.sorted[at]]
        if s.assigned[a] >= 0:
            s.used[s.programme[s.assigned[a]]] -= 1
            s.assigned[a] = -1
        s.limit[a] = -1
