"""Why not all requests can be held: a smallest set of them that cannot, and the rules that forbid it."""

from collections.abc import Collection, Iterable, Sequence

from qiao.engines.timetabling.exact.domains import groups_of, match
from qiao.engines.timetabling.exact.oracle import Oracle
from qiao.engines.timetabling.exact.placing import Placing, Rule
from qiao.engines.timetabling.exact.sentences import tell_conflict, tell_unexplained
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Conflict
from qiao.engines.timetabling.run import Run


def find_conflict(problem: Problem, run: Run) -> Conflict:
    """A set of requests that cannot be held together though they could without any one of them.

    What is seen at once comes first: a request without a slot, then the smallest set of requests of one
    participant with fewer slots than requests (Hall 1935). Otherwise a core of the formula is cut down by
    leaving out one request after the other (deletion; Marques-Silva 2010) and then one rule after the other,
    so that the sentence names nothing that does not matter. Where only fairness stands in the way, no set of
    requests does, and the sentence says so. When the run ends before, the set is the one reached so far, and
    the sentence says that too.
    """
    simple = _without_slot(problem) or _without_choice(problem)
    judge = _Judge(problem, simple or range(len(problem.requests)), run)
    held = judge.cut_requests() or simple
    if held is None:
        return tell_unexplained(problem, is_over=judge.was_stopped)
    rules = judge.cut_rules(held)
    return tell_conflict(problem, sorted(held), rules, is_smallest=not judge.was_stopped)


def _without_slot(problem: Problem) -> list[int] | None:
    empty = [each for each, mask in enumerate(problem.domains) if not mask]
    return empty[:1] or None


def _without_choice(problem: Problem) -> list[int] | None:
    """The smallest set that is found of requests of one participant with fewer slots than requests."""
    found = []
    for group in groups_of(problem, range(len(problem.requests))).values():
        violator = _violator(problem, group)
        if violator is not None:
            found.append(violator)
    return min(found, key=len, default=None)


def _violator(problem: Problem, group: Sequence[int]) -> list[int] | None:
    """The requests that can be reached from the first that has no slot of its own: one more than their
    slots, while any one less has a choice."""
    for count in range(1, len(group) + 1):
        if match({each: problem.domains[each] for each in group[:count]}) is None:
            rest = list(group[:count])
            for each in group[:count]:
                fewer = [other for other in rest if other != each]
                if match({other: problem.domains[other] for other in fewer}) is None:
                    rest = fewer
            return rest
    return None


class _Judge:
    """One formula in which requests and rules can be left out one by one."""

    def __init__(self, problem: Problem, requests: Iterable[int], run: Run) -> None:
        domains = {each: problem.domains[each] for each in requests}
        self._placing = Placing(problem, domains, is_judged=True)
        self._oracle = Oracle(self._placing.formula, seed=run.seed)
        self._run = run
        self.was_stopped = False

    def cut_requests(self) -> list[int] | None:
        """Requests that cannot be held together, each of them needed for that; None where all can be."""
        rules = tuple(self._placing.rules.values())
        needed = list(self._placing.held)
        if self._ask(needed, rules) is not False:
            return None
        is_cut = True
        while is_cut:
            is_cut = False
            core = self._in_core(needed)
            if len(core) < len(needed) and self._ask(core, rules) is False:
                needed, is_cut = core, True
        is_cut = True
        while is_cut:
            is_cut = False
            for each in list(needed):
                fewer = [other for other in needed if other != each]
                if self._ask(fewer, rules) is False:
                    needed, is_cut = fewer, True
        return needed

    def cut_rules(self, held: Collection[int]) -> list[Rule]:
        """The rules without any one of which the requests could be held together."""
        needed = list(self._placing.rules)
        if self._ask(held, self._literals(needed)) is not False:
            return needed
        needed = [each for each in needed if self._placing.rules[each] in self._oracle.core]
        for each in list(needed):
            fewer = [other for other in needed if other != each]
            if self._ask(held, self._literals(fewer)) is False:
                needed = fewer
        return needed

    def _literals(self, rules: Iterable[Rule]) -> tuple[int, ...]:
        return tuple(self._placing.rules[each] for each in rules)

    def _in_core(self, requests: Iterable[int]) -> list[int]:
        core = self._oracle.core
        return [each for each in requests if self._placing.held[each] in core]

    def _ask(self, requests: Collection[int], rules: Iterable[int]) -> bool | None:
        """Whether exactly these requests can be held under these rules."""
        wanted = set(requests)
        held = self._placing.held.items()
        answer = self._oracle.decide(
            self._run, [*rules, *(literal if each in wanted else -literal for each, literal in held)]
        )
        self.was_stopped = self.was_stopped or answer is None
        return answer
