"""The bound of the weight after a change, from the prices that proved it before."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from qiao.engines.timetabling.choosing.bound import (
    Selection,
    caps_of,
    most_pairs,
    scale_of,
    scaled_weights,
    select,
    sides_of,
)
from qiao.engines.timetabling.problem import Problem

FEW = 5  # changes whose bound the earlier prices prove well enough


class Bound:
    """Prices prove a bound of any instance, by weak duality, and the best one of that which they were found
    for: after a small change they still prove a good one, and only what has changed need be added up.

    Preparing is one flow, `choosing.bound.select`.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.selection = problem, select(problem)
        self._of_participant: list[list[int]] = [[] for _ in problem.participants]
        for request, pair in enumerate(problem.pairs):
            for participant in pair:
                self._of_participant[participant].append(request)
        self._sides = sides_of(problem)
        both = list(zip(self._sides, problem.available, strict=True))
        self._present = [
            Counter(side for side, mask in both if mask >> slot & 1) for slot in range(problem.slots)
        ]
        self._has_due = any(map(problem.is_due, problem.requests))
        self._scale = scale_of(problem)
        self._total = self._of_people(range(len(problem.participants)), problem)
        self._total += self._of_tables(problem) + self._of_requests(range(len(problem.requests)), problem)

    def of(self, problem: Problem, people: Collection[int], others: Collection[int] = ()) -> Selection:
        """The same prices with the bound of an instance in which these people and requests differ, tables are
        gone, or there are more requests; a flow of its own where much has changed, anything has to be held,
        there are more tables, a weight is finer, or somebody has a floor.
        """
        old, known = self.problem, len(self.problem.requests)
        new = replace(problem, requests=(*(problem.requests[r] for r in others), *problem.requests[known:]))
        is_much = len(people) + len(new.requests) > FEW
        is_other = scale_of(new) > self._scale or not _has_no_more_tables(problem, old)
        is_new = any(map(problem.is_due, new.requests)) or old.has_floor or problem.has_floor
        if self._has_due or is_new or is_much or is_other:
            return select(problem)
        theirs = sorted({*others, *(r for p in people for r in self._of_participant[p])})
        more = range(known, len(problem.requests))
        total = self._total + self._of_people(people, problem) - self._of_people(people, old)
        total += self._of_tables(problem, people) - self._of_tables(old)
        total += self._of_requests([*theirs, *more], problem) - self._of_requests(theirs, old)
        times = self.selection.scale // self._scale
        return replace(self.selection, problem=problem, held=(), scaled_bound=total // times * times)

    def _of_people(self, people: Iterable[int], problem: Problem) -> int:
        numbers = sorted(people)
        alone = replace(problem, participants=tuple(problem.participants[p] for p in numbers), requests=())
        both = zip(caps_of(alone), numbers, strict=True)
        return sum(cap * self.selection.prices[p] for cap, p in both)

    def _of_tables(self, problem: Problem, people: Iterable[int] = ()) -> int:
        """Where of all that are present only these people's slots are others (`choosing.bound.tables_of`)."""
        total = 0
        for slot, present in enumerate(self._present if self.selection.table_price else ()):
            was, now = self.problem.available, problem.available
            there = present.copy()
            for p in people:
                there[self._sides[p]] += (now[p] >> slot & 1) - (was[p] >> slot & 1)
            pairs = most_pairs(there)
            total += pairs if problem.capacity is None else min(pairs, problem.capacity[slot])
        return total * self.selection.table_price

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
