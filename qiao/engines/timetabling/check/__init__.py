"""The independent verdict: is this timetable legal, and is what it says of itself true?

Nothing here is shared with a solver: only the plain fields of an instance and of a solution are read, and
everything is counted and proved again.
"""

from qiao.engines.shape.claim import Claim, State
from qiao.engines.timetabling.check import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.timetabling.check.certificates import prove
from qiao.engines.timetabling.check.claims import claims_of
from qiao.engines.timetabling.check.counts import count, plain
from qiao.engines.timetabling.check.rules import violations_of
from qiao.engines.timetabling.check.timetable import Frame, timetable_of
from qiao.engines.timetabling.check.verdict import Verdict, Violation
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution

__all__ = ["Claim", "State", "Verdict", "Violation", "check"]


def check(
    problem: Problem, solution: Solution, *, prove_conflict: bool = False, time_limit: float = 60.0
) -> Verdict:
    """The judgement on a timetable of a sound instance (one without `faults`).

    Parameters
    ----------
    prove_conflict : whether a conflict is proved by a model of its own, which may take `time_limit` seconds;
        otherwise the claim that an instance is infeasible stays open.

    Notes
    -----
    Linear in the size of the instance and the timetable, times log for sorting, and in the size of the
    certificate; a certificate of breaks costs a dynamic programme of O(slots^3) for each participant.

    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> from qiao.engines.timetabling.result import Meeting
    >>> people = (Participant("A", unavailable=frozenset({0})), Participant("B"))
    >>> problem = Problem("tea", "all", 2, people, (Request("r", "A", "B"),))
    >>> verdict = check(problem, Solution("tea", "unknown", {"r": Meeting(0)}))
    >>> verdict.is_valid, [each.text() for each in verdict.violations]
    (False, ['A is unavailable in slot 0, in which r lies.'])
    """
    frame = Frame(problem)
    timetable = timetable_of(frame, solution)
    counts = count(timetable)
    is_empty_handed = solution.status == "infeasible" and not solution.schedule
    violations = () if is_empty_handed else tuple(violations_of(timetable, solution, counts))
    proof = prove(frame, solution, counts, prove_conflict=prove_conflict, time_limit=time_limit)
    return Verdict(
        violations=violations,
        weight=plain(counts.weight),
        breaks=counts.breaks,
        waits=counts.waits,
        idle=counts.idle,
        shortfall=counts.shortfall,
        moved=counts.moved,
        dropped=counts.dropped,
        added=counts.added,
        claims=tuple(claims_of(frame, solution, counts, proof)),
    )
