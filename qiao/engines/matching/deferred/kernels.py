"""Deferred acceptance over flat columns (Gale and Shapley 1962; McVitie and Wilson 1971).

Each kernel takes the columns of strict lists and writes into columns that it is given. Compiled and as plain
Python it gives the same result; entries are numbered as in `Columns`, and a lower entry of an applicant is
a better one.
"""

from typing import Any

from qiao.engines.shape.compiled import kernel


@kernel
def applicants_propose(
    start: Any,
    programme: Any,
    rank: Any,
    capacity: Any,
    base: Any,
    seat: Any,
    count: Any,
    worst: Any,
    following: Any,
) -> None:
    """Every applicant proposes down the own list; a programme that is full gives up its worst.

    A programme's seats are numbered by rank, so that nobody is sorted: its worst only gets better once it is
    full, and the search for the next worst walks each seat once. O(m), where a heap takes O(m log c).

    Parameters
    ----------
    base : (k,) first of the ``width`` seats of each programme. seat : zeros, one a rank of each programme;
        becomes applicant + 1. count : (k,) zeros. worst : (k,) all -1.
    following : (n,) ``start[:-1]``; becomes one after the entry that is held, or ``start[a + 1] + 1``.
    """
    for first in range(len(start) - 1):
        applicant = first
        while applicant >= 0:
            entry = following[applicant]
            following[applicant] = entry + 1
            if entry == start[applicant + 1]:
                break
            place = programme[entry]
            chosen = rank[entry]
            if count[place] < capacity[place]:
                count[place] += 1
                seat[base[place] + chosen] = applicant + 1
                worst[place] = max(worst[place], chosen)
                break
            last = worst[place]
            if chosen < last:
                at = base[place]
                rejected = seat[at + last] - 1
                seat[at + last] = 0
                seat[at + chosen] = applicant + 1
                while seat[at + last] == 0:
                    last -= 1
                worst[place] = last
                applicant = rejected


@kernel
def programmes_propose(
    programme: Any, applicant: Any, first: Any, order: Any, room: Any, held: Any, following: Any, waiting: Any
) -> None:
    """Every programme proposes down its list while it has room; an applicant leaves for a better entry. O(m).

    Parameters
    ----------
    first, order : `Columns.by_programme`. room : (k,) capacities; becomes free places.
    held : (n,) all -1; becomes the entry held. following : (k,) ``first[:-1]``.
    waiting : (k,) a stack with every programme in it.
    """
    depth = len(waiting)
    while depth > 0:
        depth -= 1
        place = waiting[depth]
        while room[place] > 0 and following[place] < first[place + 1]:
            entry = order[following[place]]
            following[place] += 1
            who = applicant[entry]
            before = held[who]
            if before >= 0 and before < entry:
                continue
            held[who] = entry
            room[place] -= 1
            if before >= 0:
                left = programme[before]
                if room[left] == 0 and left != place:  # one with room waits already, or is at its end
                    waiting[depth] = left
                    depth += 1
                room[left] += 1


@kernel
def students_propose(  # noqa: C901 (one kernel: a call would cost more than a step)
    start: Any,
    programme: Any,
    rank: Any,
    local: Any,
    capacity: Any,
    supervisor: Any,
    limit: Any,
    base: Any,
    seat: Any,
    base_all: Any,
    seat_all: Any,
    count: Any,
    count_all: Any,
    worst: Any,
    worst_all: Any,
    cut: Any,
    cut_all: Any,
    following: Any,
) -> None:
    """The student-oriented algorithm for projects with supervisors (Abraham, Irving and Manlove 2007).

    A pair is deleted once its project, or its supervisor, was full with better students: the cuts only fall.
    The worst student of a supervisor is the worst of his or her project too, so both are found by walking
    down. O(m).

    Parameters
    ----------
    rank : place in the supervisor's list. local : place among the project's own entries.
    supervisor : (k,) of each project. limit : (s,) capacities of supervisors.
    base, seat, count, worst : as in `applicants_propose`, by ``local``. base_all, seat_all, count_all,
        worst_all : the same for supervisors, by ``rank``. cut, cut_all : large numbers.
    """
    for first in range(len(start) - 1):
        student = first
        while student >= 0:
            entry = following[student]
            following[student] = entry + 1
            if entry == start[student + 1]:
                break
            place = programme[entry]
            who = supervisor[place]
            if local[entry] > cut[place] or rank[entry] > cut_all[who]:
                continue
            if capacity[place] == 0 or limit[who] == 0:
                continue
            seat[base[place] + local[entry]] = student + 1
            seat_all[base_all[who] + rank[entry]] = student + 1
            count[place] += 1
            count_all[who] += 1
            worst[place] = max(worst[place], local[entry])
            worst_all[who] = max(worst_all[who], rank[entry])
            rejected = -1
            if count[place] > capacity[place]:
                rejected = seat[base[place] + worst[place]] - 1
            elif count_all[who] > limit[who]:
                rejected = seat_all[base_all[who] + worst_all[who]] - 1
            if rejected >= 0:
                lost = following[rejected] - 1
                left = programme[lost]
                seat[base[left] + local[lost]] = 0
                seat_all[base_all[who] + rank[lost]] = 0
                count[left] -= 1
                count_all[who] -= 1
                while worst[left] >= 0 and seat[base[left] + worst[left]] == 0:
                    worst[left] -= 1
                while worst_all[who] >= 0 and seat_all[base_all[who] + worst_all[who]] == 0:
                    worst_all[who] -= 1
            if count[place] == capacity[place]:
                cut[place] = min(cut[place], worst[place])
            if count_all[who] == limit[who]:
                cut_all[who] = min(cut_all[who], worst_all[who])
            student = rejected
