"""The bound of the weight after a change, from the prices that proved it before."""

from collections.abc import Iterable
from dataclasses import replace

from qiao.engines.timetabling.choosing.bound import (
    Selection,
    caps_of,
    scale_of,
    scaled_weights,
    select,
    tables_of,
)
from qiao.engines.timetabling.problem import Problem


class Bound:
    """Prices prove a bound of any instance, by weak duality, and the best one of that which they were found
    for: after a small change they still prove a good one, and only what has changed need be added up.

    Preparing is one flow, `choosing.bound.select`.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.selection = problem, select(problem)
        self._has_due = any(map(problem.is_due, problem.requests))
        self._scale = scale_of(problem)
        self._total = self._of_people(range(len(problem.participants)), problem)
        self._total += self._of_tables(problem) + self._of_requests(range(len(problem.requests)), problem)

    def of(self, problem: Problem, people: Iterable[int]) -> Selection:
        """The same prices with the bound of an instance in which these people differ, tables are
        gone, or there are more requests; a flow of its own where anything has to be held or else has changed,
        or somebody has a floor.
        """
        old, known = self.problem, len(self.problem.requests)
        new = replace(problem, requests=problem.requests[known:])
        is_new_due = any(map(problem.is_due, new.requests))
        is_other = problem.requests[:known] != old.requests or not _has_no_more_tables(problem, old)
        has_floor = old.has_floor or problem.has_floor
        if has_floor or self._has_due or is_new_due or is_other or scale_of(new) > self._scale:
            return select(problem)
        people = set(people)
        theirs = [r for r, (a, b) in enumerate(old.pairs) if a in people or b in people]
        more = range(known, len(problem.requests))
        total = self._total + self._of_people(people, problem) - self._of_people(people, old)
        total += self._of_tables(problem) - self._of_tables(old)
        total += self._of_requests([*theirs, *more], problem) - self._of_requests(theirs, old)
        times = self.selection.scale // self._scale
        return replace(self.selection, problem=problem, held=(), scaled_bound=total // times * times)

    def _of_people(self, people: Iterable[int], problem: Problem) -> int:
        numbers = sorted(people)
        alone = replace(problem, participants=tuple(problem.participants[p] for p in numbers), requests=())
        both = zip(caps_of(alone), numbers, strict=True)
        return sum(cap * self.selection.prices[p] for cap, p in both)

    def _of_tables(self, problem: Problem) -> int:
        price = self.selection.table_price
        return price * tables_of(problem) if price else 0

    def _of_requests(self, requests: Iterable[int], problem: Problem) -> int:
        numbers = [r for r in requests if problem.domains[r]]
        alone = replace(problem, requests=tuple(problem.requests[r] for r in numbers))
        times, prices = self.selection.scale // self._scale, self.selection.prices
        weights = zip(scaled_weights(alone, self._scale), numbers, strict=True)
        total = 0
        for weight, request in weights:
            a, b = problem.pairs[request]
            total += max(0, times * weight - prices[a] - prices[b] - self.selection.table_price)
        return total


def _has_no_more_tables(problem: Problem, old: Problem) -> bool:
    if old.capacity is None or problem.capacity is None:
        return old.capacity is None
    return all(now <= was for now, was in zip(problem.capacity, old.capacity, strict=True))
