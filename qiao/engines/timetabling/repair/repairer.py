"""A released timetable that is mended again and again, as a server does while an exchange runs."""

from collections.abc import Iterable, Mapping

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.tables import seat
from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.repair.changes import after_release, with_previous
from qiao.engines.timetabling.repair.prices import Bound
from qiao.engines.timetabling.repair.solve import repaired, solve_repair
from qiao.engines.timetabling.repair.staying import before_of, doubtful_of, resettle
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run


class Repairer:
    """Keeps what is costly to find out about a released plan: who is busy when, its tables, and the prices of
    its bound.

    Preparing is O(P T + R + M) and one flow. `mend` looks at the people and slots that have changed and at
    what they touch; beside that it goes through flat lists of requests.

    Attributes
    ----------
    problem : the instance with the released timetable as its `previous`; the verbs of `changes` are applied
    to it, or to what they gave.

    Examples
    --------
    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> from qiao.engines.timetabling.repair.changes import arrive_late
    >>> from qiao.engines.timetabling.result import Meeting
    >>> people = (Participant("Duke"), Participant("ANU"))
    >>> problem = Problem("doc", "choose", 6, people, (Request("1", "Duke", "ANU"),))
    >>> repairer = Repairer(problem, Solution("doc", "optimal", {"1": Meeting(0)}))
    >>> mended = repairer.mend(arrive_late(repairer.problem, "ANU", 4), Run())
    >>> mended.schedule["1"].slot >= 4, mended.moved, mended.moved_bound
    (True, 1, 1)
    """

    def __init__(self, problem: Problem, released: Solution) -> None:
        """
        Raises
        ------
        ValueError : two of the released meetings need one participant at once.
        """
        self.problem = after_release(problem, released)
        self._before = before_of(self.problem)
        self._board = Board(self.problem, self._before)
        self._bound = Bound(self.problem)
        self._released = _with_tables(self.problem, self._before, released.schedule)

    def mend(self, problem: Problem, run: Run) -> Solution:
        """The repair for the instance as it is now, which is `solve_repair`'s.

        The instance has the same slots, days and participants and the same requests in the same order, but
        for substitutes in the place of some, and perhaps with more behind them; any other one is mended from
        scratch.
        """
        old = self.problem
        if problem.previous is None:
            problem = with_previous(problem, old.previous or {})
        if not _is_kin(old, problem) or not (
            problem.previous is old.previous or before_of(problem) == self._before
        ):
            return solve_repair(problem, run)
        both = zip(old.participants, problem.participants, strict=True)
        people = [p for p, (was, now) in enumerate(both) if was is not now]
        other = self._other(problem)
        others = [r for r in other if not _is_same(old.requests[r], problem.requests[r])]
        board = self._board.copy(problem, [r for r in others if self._board.is_held(r)])
        for participant in people:
            board.refresh(participant)
        touched = {r for p in people for r in board.of(p)} | {r for r in other if board.is_held(r)}
        if 0 in board.room:
            touched |= {r for r in self._before if board.is_held(r) and board.room[self._before[r]] == 0}
        doubtful = {*doubtful_of(board, people, touched)}
        for request in doubtful:
            board.remove(request)
        staying = resettle(board, self._before, doubtful | {r for r in others if r in self._before})
        return repaired(staying, self._bound.of(problem, people, other), run, self._seated(problem, others))

    def _other(self, problem: Problem) -> list[int]:
        """Requests that may not be what they were."""
        known = problem.requests[: len(self.problem.requests)]
        if known == self.problem.requests:
            return []
        both = zip(self.problem.requests, known, strict=True)
        return [r for r, (was, now) in enumerate(both) if was is not now]

    def _seated(self, problem: Problem, others: Iterable[int]) -> Mapping[str, Meeting]:
        """The released meetings by their requests of now: a substitute has the table of the other one."""
        changed = [r for r in others if r in self._before]
        if not changed:
            return self._released
        seated = dict(self._released)
        meetings = [seated.pop(self.problem.requests[r].id) for r in changed]
        return seated | {problem.requests[r].id: each for r, each in zip(changed, meetings, strict=True)}


def _with_tables(
    problem: Problem, before: Mapping[int, int], schedule: Mapping[str, Meeting]
) -> Mapping[str, Meeting]:
    """The released meetings, with tables given out where some have none."""
    if all(each.table is not None for each in schedule.values()):
        return schedule
    tables = seat(problem, before)
    return {problem.requests[r].id: Meeting(slot, tables[r]) for r, slot in before.items()}


def _is_kin(old: Problem, new: Problem) -> bool:
    """Whether the board of one instance can be that of the other."""
    people = zip(old.participants, new.participants, strict=False)
    return (
        (old.slots, old.day_list, old.travel) == (new.slots, new.day_list, new.travel)
        and len(old.participants) == len(new.participants)
        and len(old.requests) <= len(new.requests)
        and all(was is now or was.id == now.id for was, now in people)
    )


def _is_same(old: Request, new: Request) -> bool:
    """Weight and zone count on the board."""
    return (old.id, old.a, old.b, old.weight, old.zone) == (new.id, new.a, new.b, new.weight, new.zone)
