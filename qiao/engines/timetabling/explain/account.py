"""The account of a timetable: every refusal, every share, and how the shares are spread."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check.counts import exact
from qiao.engines.timetabling.explain.asker import Asker, everything
from qiao.engines.timetabling.explain.changes import Effort, find_changes
from qiao.engines.timetabling.explain.explanation import (
    Code,
    EmptyHanded,
    Explanation,
    Reason,
    Refusal,
    Share,
    Spread,
)
from qiao.engines.timetabling.explain.obstacles import obstacles_of
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.explain.prices import Prices, prices_of
from qiao.engines.timetabling.explain.reasons import find_reasons
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run


def explain(
    problem: Problem,
    solution: Solution,
    *,
    requests: Iterable[str] | None = None,
    may_see: Callable[[str], bool] = everything,
    run: Run | None = None,
) -> Explanation:
    """Why each request that is not held is not, what would change that, and what everybody got.

    Parameters
    ----------
    solution : a timetable that `check` finds legal. Its bound and prices are used where it has them.
    requests : ids of the requests to explain, and only the shares of their participants; None is all.
    may_see : whether the one who asks may see a request or a participant, by id. What may not be seen is
        only counted in sentences, and never offered to be given up; the two of a request see their own.
        The moves of a change are values for the organiser, who makes them.
    run : when it is over, only changes that leave every other meeting in place are looked for, and it is
        said that not everything was tried.

    Raises
    ------
    KeyError : a request that the instance does not know.

    Notes
    -----
    A request costs O(slots²) steps on bit sets, some chains, and one `check` of the few meetings that a
    change touches; where that gives no answer, a small CP-SAT model. Some milliseconds each in events of
    thousands.

    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> from qiao.engines.timetabling.result import Meeting
    >>> people = (Participant("Ana", max_meetings=1), Participant("Ben"), Participant("Chen"))
    >>> wishes = (Request("ab", "Ana", "Ben", weight=5), Request("ac", "Ana", "Chen", weight=3))
    >>> day = Problem("day", "choose", 2, people, wishes)
    >>> account = explain(day, Solution("day", "optimal", {"ab": Meeting(0)}, weight=5, weight_bound=5))
    >>> reason, _weight = account.refusals[0].reasons
    >>> print(reason.sentence)
    Ana already holds 1 meeting, the most allowed: ab (better-rated).
    >>> print(account.refusals[0].change.sentence)
    With one more meeting allowed to Ana, it can be held in slot 1.
    >>> print(account.shares[0].sentence)
    1 of 2 wishes, weight 5 of the 5 that could be had for you alone.
    """
    index = problem.request_index
    asked = range(len(problem.requests)) if requests is None else sorted({index[each] for each in requests})
    whole = _without_timetable(problem, solution, asked, may_see)
    if whole is not None:
        return whole
    plan = Plan(problem, {name: meeting.slot for name, meeting in solution.schedule.items()})
    refusals = _Refusals(plan, solution, may_see, run or Run())
    refused = tuple(refusals.explain(each) for each in asked if each not in plan.slot_of)
    people: Iterable[int] = range(len(problem.participants))
    if requests is not None:
        people = sorted({who for each in asked for who in problem.pairs[each]})
    from qiao.engines.timetabling.explain.shares import find_shares  # noqa: PLC0415 (slow import)

    shares = tuple(find_shares(plan, people, has_time=not refusals.run.is_over))
    return Explanation(
        refused, shares, _spread(shares), tuple(_empty_handed(problem, shares, refused, may_see))
    )


def _without_timetable(
    problem: Problem, solution: Solution, asked: Sequence[int], may_see: Callable[[str], bool]
) -> Explanation | None:
    """Where there is no timetable at all, that is the reason for everything."""
    if solution.schedule or (solution.is_solved and not any(map(problem.is_due, problem.requests))):
        return None
    if solution.status == "infeasible":
        conflict = Sentence("explain.why.infeasible")
        found = solution.conflict
        if found is not None and all(map(may_see, (*found.requests, *found.participants))):
            conflict = found.sentence
        reason = Reason("conflict", Sentence("explain.why.conflict", {"conflict": conflict}))
    else:
        conflict = None
        reason = Reason("unfound", Sentence("explain.why.unfound"))
    refusals = tuple(Refusal(problem.requests[each].id, (reason,), (), False) for each in asked)
    return Explanation(refusals, (), conflict=conflict)


class _Refusals:
    def __init__(self, plan: Plan, solution: Solution, may_see: Callable[[str], bool], run: Run) -> None:
        weight = sum((exact(plan.problem.requests[each].weight) for each in plan.slot_of), exact(0))
        bound = solution.weight_bound
        is_best = bound is not None and exact(bound) <= weight
        has_floor = plan.problem.has_floor
        self.plan, self.run, self.effort = plan, run, Effort()
        self.asker = Asker(plan, may_see, is_best and not has_floor, is_best and has_floor)
        self.prices: Prices | None = prices_of(plan, solution, weight)

    def explain(self, request: int) -> Refusal:
        obstacles = obstacles_of(self.plan, request)
        reasons = find_reasons(self.asker, request, obstacles, self.prices)
        effort = None if self.run.is_over else self.effort
        found = find_changes(self.asker, request, obstacles, effort)
        has_single = any(each.is_single for each in found.changes)
        answer = None if has_single else Sentence(self._answer(found.is_exhaustive))
        name = self.plan.problem.requests[request].id
        return Refusal(name, reasons, tuple(found.changes), found.is_exhaustive, answer)

    def _answer(self, is_exhaustive: bool) -> str:
        if not is_exhaustive:
            return "explain.none.found"
        return "explain.none.proved" if self.asker.may_see is everything else "explain.none.seen"


def _spread(shares: Sequence[Share]) -> Spread | None:
    ratios = sorted(each.ratio for each in shares if each.ratio is not None)
    if not ratios:
        return None
    lower, median, upper = (
        statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    )
    five = (ratios[0], lower, median, upper, ratios[-1])
    names = ("least", "lower", "median", "upper", "most")
    told = {name: f"{value:.0%}" for name, value in zip(names, five, strict=True)}
    sentence = Sentence("explain.spread", {**told, "count": len(ratios)})
    return Spread(len(ratios), *five, sentence)


def _empty_handed(
    problem: Problem, shares: Iterable[Share], refusals: Iterable[Refusal], may_see: Callable[[str], bool]
) -> Iterable[EmptyHanded]:
    """Those who got nothing, with the first reason of each of their requests that is explained."""
    causes: dict[str, Counter[Code]] = {}
    for refusal in refusals:
        request = problem.requests[problem.request_index[refusal.request]]
        binding: list[Code] = [each.code for each in refusal.reasons if each.code != "common"]
        for who in (request.a, request.b):
            causes.setdefault(who, Counter())[(binding or ["common"])[0]] += 1
    for share in shares:
        if share.wanted and not share.held and may_see(share.participant):
            counted = causes.get(share.participant, Counter())
            told = [
                Sentence(
                    "explain.nothing.cause", {"cause": Sentence(f"explain.cause.{code}"), "count": count}
                )
                for code, count in counted.most_common()
            ]
            values = {"who": share.participant, "wanted": share.wanted, "causes": told}
            sentence = Sentence("explain.nothing", values)
            yield EmptyHanded(share.participant, share.wanted, dict(counted), sentence)
