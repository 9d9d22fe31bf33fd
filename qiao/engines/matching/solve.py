"""The one entrance: a stable matching of any round, with what proves it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qiao.engines.matching.columns import Columns, columns_of
from qiao.engines.matching.couples import solve_couples
from qiao.engines.matching.deferred.choosing import (
    Choices,
    applicants_choose,
    blocking_entries,
    programmes_choose,
)
from qiao.engines.matching.deferred.flow import most_placed
from qiao.engines.matching.deferred.hospitals import applicant_optimal, programme_optimal
from qiao.engines.matching.deferred.priorities import grown
from qiao.engines.matching.deferred.supervision import student_optimal, supervision_of, supervisor_optimal
from qiao.engines.matching.exact import MOST_TERMS, TERMS_A_SECOND, decide, terms_of
from qiao.engines.matching.faults import BadInstance, faults_of
from qiao.engines.matching.formats import input_hash
from qiao.engines.matching.lottery import without_ties
from qiao.engines.matching.problem import Programme, Round, Supervisor
from qiao.engines.matching.result import Matching, Objective, Side
from qiao.engines.matching.ties import solve_largest
from qiao.engines.shape.run import Run
from qiao.engines.shape.words import Sentence, say

say(
    {
        "match.shortfall": (
            "{id} is {missing} short of its lower quota.",
            "{id}距最低名额尚缺{missing}人。",
        ),
        "match.would-gain": (
            "{applicant} and {programme} would both gain.",
            "{applicant}与{programme}双方均会更满意。",
        ),
    }
)


def solve(
    instance: Round,
    *,
    side: Side = "applicants",
    objective: Objective = "stable",
    seed: int = 0,
    time_limit: float | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Matching:
    """A stable matching of a round, or the proof that there is none, or the nearest that was found.

    Parameters
    ----------
    side : for whom it is the best of all stable matchings, where ties are broken by the seed's lottery.
    objective : ``"max-size"``: the largest stable matching, with a bound where time ends first. With couples
        any stable matching is given, and its objective says so.
    time_limit : seconds by the clock for what is hard: ties with ``max-size``, couples, quotas that must be
        met or close a programme. Everything else is done in linear time.

    Raises
    ------
    BadInstance : the round is not sound.
    """
    if faults := faults_of(instance):
        raise BadInstance(faults)
    run = Run(time_limit, seed, should_stop)
    if instance.couples:
        return replace(solve_couples(instance, run), input_hash=input_hash(instance))
    found = _Case(instance, columns_of(instance), run).solve(side, objective)
    return replace(found, objective=objective, input_hash=input_hash(instance))


@dataclass(frozen=True)
class _Case:
    """A round without couples, and its columns."""

    instance: Round
    columns: Columns
    run: Run

    def solve(self, side: Side, objective: Objective) -> Matching:
        if self.instance.lower_quota_rule == "close" and self.instance.has_minimums:
            return self._decided(objective, None)
        found = self._largest() if self._grows(objective) else self._optimal(side)
        if self.instance.lower_quota_rule == "must" and (found.shortfalls or found.supervisor_shortfalls):
            return self._with_minimums(found, objective)
        return found

    def _grows(self, objective: Objective) -> bool:
        """Whether stable matchings may differ in size: not where all lists are strict and nothing else counts
        (Roth 1986; Abraham, Irving and Manlove 2007)."""
        is_plain = not (self.instance.has_types or self.instance.has_regions)
        return objective == "max-size" and not (is_plain and not self.instance.has_ties)

    def _optimal(self, side: Side) -> Matching:
        columns = without_ties(self.instance, self.columns, self.run.seed)
        if self.instance.has_types or self.instance.has_regions:
            return self._chosen(columns, side)
        if self.instance.has_supervisors:
            supervisor, limit = supervision_of(self.instance)
            propose = student_optimal if side == "applicants" else supervisor_optimal
            held, algorithm = propose(columns, supervisor, limit), "supervision"
        else:
            held = applicant_optimal(columns) if side == "applicants" else programme_optimal(columns)
            algorithm = "deferred-acceptance"
        found = self._matching(columns, held, algorithm)
        if self.instance.has_ties:
            return replace(found, algorithm=f"{algorithm}, lottery")
        return replace(found, side=side, bound=found.size, certificate={"kind": "strict-lists"})

    def _chosen(self, columns: Columns, side: Side) -> Matching:
        """By choice functions; where a rule is not substitutable, exactly."""
        choices = Choices(self.instance, columns)
        held = applicants_choose(choices) if side == "applicants" else programmes_choose(choices)
        algorithm = "choice, lottery" if self.instance.has_ties else "choice"
        found = self._matching(columns, held, algorithm)
        if not (blocking := blocking_entries(choices, held)):
            is_best = not self.instance.has_regions and not self.instance.has_ties
            return replace(found, side=side if is_best else None)
        return self._decided("stable", replace(found, status="open", blocking=self._said(columns, blocking)))

    def _largest(self) -> Matching:
        if self.instance.has_types or self.instance.has_regions:
            return self._decided("max-size", self._optimal("applicants"))
        if self.instance.has_supervisors:
            return self._largest_supervised()
        largest = solve_largest(self.columns, self.run)
        match = self._names(largest.place.tolist())
        found = self._described(match, largest.algorithm)
        return replace(found, bound=largest.bound, certificate=_cover(self.instance, largest.cover))

    def _largest_supervised(self) -> Matching:
        """By lotteries that learn; where they leave a gap and the round is small, exactly."""
        supervisor, limit = supervision_of(self.instance)
        bound = most_placed(self.columns, supervisor, limit)
        place = grown(self.instance, self.columns, self.run, (supervisor, limit), bound)
        found = replace(self._described(self._names(place.tolist()), "supervision, priorities"), bound=bound)
        most = min(MOST_TERMS, self.run.left * TERMS_A_SECOND)
        if found.size < bound and terms_of(self.instance, self.columns) <= most:
            return self._decided("max-size", found)
        return found

    def _with_minimums(self, found: Matching, objective: Objective) -> Matching:
        """In every stable matching a programme is as full, where all rank strictly for themselves."""
        said = tuple(
            Sentence("match.shortfall", {"id": name, "missing": missing})
            for name, missing in [*found.shortfalls.items(), *found.supervisor_shortfalls.items()]
        )
        nearest = replace(found, status="open", blocking=said)
        plain = (self.instance.has_ties, self.instance.has_types, self.instance.has_regions)
        if not any(plain) and not self.instance.has_supervisors:
            return replace(nearest, status="none", side=None, certificate={"kind": "rural-hospitals"})
        return self._decided(objective, nearest)

    def _decided(self, objective: Objective, nearest: Matching | None) -> Matching:
        hint = None if nearest is None or nearest.status != "stable" else self._entries(nearest.match)
        choices = Choices(self.instance, self.columns) if self.instance.has_types else None
        decision = decide(
            self.instance,
            self.columns,
            self.run,
            largest=objective == "max-size",
            hint=hint,
            blocks=None if choices is None else lambda held: blocking_entries(choices, held),
        )
        if decision.held is not None:
            return replace(self._matching(self.columns, decision.held, "exact"), bound=decision.bound)
        if nearest is None:
            nearest = replace(self._optimal("applicants"), side=None, bound=None, certificate=None)
        if nearest.status == "stable" and self.instance.lower_quota_rule == "report":
            return nearest
        return replace(nearest, status="none" if decision.is_decided else "open", side=None)

    def _matching(self, columns: Columns, held: Sequence[int] | Any, algorithm: str) -> Matching:
        place = np.append(columns.programme, -1)[np.asarray(held, np.int64)]  # the last one for no entry
        return self._described(self._names(place.tolist()), algorithm)

    def _described(self, match: Mapping[str, str | None], algorithm: str) -> Matching:
        shortfalls, supervisor_shortfalls = _shortfalls(self.instance, match)
        return Matching(
            self.instance.id,
            "stable",
            match,
            algorithm=algorithm,
            shortfalls=shortfalls,
            supervisor_shortfalls=supervisor_shortfalls,
            cutoffs=_cutoffs(self.instance, match),
            seed=self.run.seed,
        )

    def _names(self, places: Sequence[int]) -> dict[str, str | None]:
        names: list[str | None] = [each.id for each in self.instance.programmes]
        names.append(None)  # the place -1
        applicants = (each.id for each in self.instance.applicants)
        return dict(zip(applicants, map(names.__getitem__, places), strict=True))

    def _entries(self, match: Mapping[str, str | None]) -> list[int]:
        index, start = self.instance.programme_index, self.columns.start.tolist()
        programme = self.columns.programme.tolist()
        found = []
        for number, each in enumerate(self.instance.applicants):
            name = match[each.id]
            place = -1 if name is None else index[name]
            mine = range(start[number], start[number + 1])
            found.append(next((entry for entry in mine if programme[entry] == place), -1))
        return found

    def _said(self, columns: Columns, entries: Sequence[int]) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(
                "match.would-gain",
                {
                    "applicant": self.instance.applicants[columns.applicant[entry]].id,
                    "programme": self.instance.programmes[columns.programme[entry]].id,
                },
            )
            for entry in entries
        )


def _shortfalls(instance: Round, match: Mapping[str, str | None]) -> tuple[dict[str, int], dict[str, int]]:
    """Of programmes and of supervisors; where a programme that is empty is closed, it is short of nothing."""
    if not instance.has_minimums or instance.lower_quota_rule == "close":
        return {}, {}
    held = Counter(match.values())
    held_by: Counter[str | None] = Counter()
    for each in instance.programmes:
        held_by[each.supervisor] += held[each.id]
    return _missing(instance.programmes, held), _missing(instance.supervisors, held_by)


def _missing(kind: Iterable[Programme | Supervisor], held: Counter[str | None]) -> dict[str, int]:
    return {each.id: each.min - held[each.id] for each in kind if each.min > held[each.id]}


def _cutoffs(instance: Round, match: Mapping[str, str | None]) -> dict[str, int | None]:
    """The tier of the last one held where a programme is full; only where a rank decides alone."""
    if instance.couples or instance.has_types or instance.has_regions or instance.has_supervisors:
        return {}
    held: dict[str, list[str]] = {each.id: [] for each in instance.programmes}
    for applicant, name in match.items():
        if name is not None:
            held[name].append(applicant)
    found: dict[str, int | None] = {}
    for each in instance.programmes:
        people = set(held[each.id])
        if len(people) < each.capacity:
            found[each.id] = None
            continue
        found[each.id] = -1
        for number, tier in enumerate(each.prefs):
            if not people:
                break
            if not people.isdisjoint(tier):
                people.difference_update(tier)
                found[each.id] = number
    return found


def _cover(instance: Round, cover: tuple[Sequence[int], Sequence[int]] | None) -> dict[str, Any] | None:
    if cover is None:
        return None
    return {
        "kind": "cover",
        "applicants": [instance.applicants[number].id for number in cover[0]],
        "programmes": [instance.programmes[number].id for number in cover[1]],
    }
