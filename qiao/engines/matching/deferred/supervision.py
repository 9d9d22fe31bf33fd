"""Projects with supervisors: student-optimal and supervisor-optimal (Abraham, Irving and Manlove 2007)."""

from collections.abc import Sequence

import numpy as np

from qiao.engines.matching.columns import Column, Columns, Wide
from qiao.engines.matching.deferred.hospitals import as_narrow, as_wide, zeros
from qiao.engines.matching.deferred.kernels import students_propose
from qiao.engines.matching.problem import Round

_NEVER = np.iinfo(np.int32).max


def supervision_of(instance: Round) -> tuple[Wide, Wide]:
    """(k,) the supervisor of each programme and (s,) their capacities. A programme that ranks for itself is
    its own supervisor, with its own capacity: so rounds may mix the two."""
    supervisor, limit = [], [each.capacity for each in instance.supervisors]
    for each in instance.programmes:
        if each.supervisor is None:
            supervisor.append(len(limit))
            limit.append(each.capacity)
        else:
            supervisor.append(instance.supervisor_index[each.supervisor])
    return np.array(supervisor, np.int64), np.array(limit, np.int64)


def student_optimal(columns: Columns, supervisor: Wide, limit: Wide) -> Column:
    """(n,) the entry that each student holds in the stable matching that is best for all students, or -1.

    The lists are strict. O(m log m) for the order of the projects' own entries, O(m) for the rest.
    """
    first, order = columns.by_programme
    local = np.empty(len(order), np.int32)
    local[order] = np.arange(len(order)) - np.repeat(first[:-1], np.diff(first))
    width = _widths(columns, supervisor, len(limit))
    base_all = np.concatenate(([0], np.cumsum(width)))[:-1]
    following = as_wide(columns.start[:-1])
    k, s = columns.programmes, len(limit)
    students_propose(
        as_wide(columns.start),
        as_narrow(columns.programme),
        as_narrow(columns.rank),
        as_narrow(local),
        as_narrow(columns.capacity),
        as_wide(supervisor),
        as_wide(limit),
        as_wide(first[:-1]),
        zeros(len(order)),
        as_wide(base_all),
        zeros(int(width.sum())),
        zeros(k),
        zeros(s),
        as_narrow(np.full(k, -1)),
        as_narrow(np.full(s, -1)),
        as_narrow(np.full(k, _NEVER)),
        as_narrow(np.full(s, _NEVER)),
        following,
    )
    reached = np.asarray(following, np.int64)
    return np.where(reached <= columns.start[1:], reached - 1, -1)


def _widths(columns: Columns, supervisor: Wide, count: int) -> Wide:
    found = np.zeros(count, np.int64)
    np.maximum.at(found, supervisor[columns.programme], columns.rank.astype(np.int64) + 1)
    return found


def supervisor_optimal(columns: Columns, supervisor: Wide, limit: Wide) -> Column:
    """(n,) the same for the stable matching that is best for all supervisors.

    A supervisor with room offers to the first student on the list the best project that has room and that the
    student would leave the present one for; what the student likes less is deleted. A supervisor looks again
    from the top when a place comes back. O(m) offers, each after at most one walk down the list.
    """
    state = _Offers(columns, supervisor, limit)
    waiting = list(range(len(limit)))[::-1]
    while waiting:
        who = waiting.pop()
        while state.count_all[who] < limit[who] and (entry := state.next_offer(who)) is not None:
            loser = state.accept(entry)
            if loser is not None and loser != who:
                waiting.append(loser)
    return np.array(state.held, np.int64)


class _Offers:
    """Who holds what, and where each supervisor has come to in the own list."""

    def __init__(self, columns: Columns, supervisor: Wide, limit: Wide) -> None:
        self._programme: Sequence[int] = columns.programme.tolist()
        self._student: Sequence[int] = columns.applicant.tolist()
        self._supervisor: Sequence[int] = supervisor.tolist()
        self._room: list[int] = columns.capacity.tolist()
        self.held = [-1] * columns.applicants
        self.count_all = [0] * len(limit)
        self._at = [0] * len(limit)
        self._rows: list[list[list[int]]] = [[] for _ in limit]
        ranks = columns.rank.tolist()
        rows: dict[tuple[int, int], list[int]] = {}
        for entry, place in enumerate(self._programme):
            rows.setdefault((self._supervisor[place], ranks[entry]), []).append(entry)
        for (who, _rank), entries in sorted(rows.items()):
            self._rows[who].append(entries)

    def next_offer(self, who: int) -> int | None:
        """The best entry of the first student who would take one of the supervisor's projects with room."""
        rows = self._rows[who]
        while self._at[who] < len(rows):
            entries = rows[self._at[who]]
            held = self.held[self._student[entries[0]]]
            for entry in entries:
                if held >= 0 and entry >= held:
                    break
                if self._room[self._programme[entry]] > 0:
                    return entry
            self._at[who] += 1
        return None

    def accept(self, entry: int) -> int | None:
        """The student leaves the present project; the supervisor who loses the student, if any."""
        student, place = self._student[entry], self._programme[entry]
        before, self.held[student] = self.held[student], entry
        self._room[place] -= 1
        self.count_all[self._supervisor[place]] += 1
        if before < 0:
            return None
        left = self._programme[before]
        loser = self._supervisor[left]
        self._room[left] += 1
        self.count_all[loser] -= 1
        self._at[loser] = 0
        return loser
