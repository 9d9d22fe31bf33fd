"""The check of `match_lists`: plain dictionaries of strict lists, without classes in between."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any


def verify_lists(
    applicants: Mapping[Any, Sequence[Any]],
    programmes: Mapping[Any, Sequence[Any]],
    capacities: Mapping[Any, int],
    match: Mapping[Any, Any],
) -> bool:
    """Whether a match keeps the lists and capacities and no pair would rather have each other.

    Only who has not the own first choice is looked at, and only the programmes that these would rather have;
    each of them is then read once.

    >>> lists = {"a": ["p", "q"], "b": ["p"]}, {"p": ["b", "a"], "q": ["a"]}, {"p": 1, "q": 1}
    >>> verify_lists(*lists, {"a": "q", "b": "p"}), verify_lists(*lists, {"a": "p", "b": None})
    (True, False)
    """
    if match.keys() != applicants.keys():
        return False
    held: defaultdict[Any, list[Any]] = defaultdict(list)
    wanting: defaultdict[Any, list[Any]] = defaultdict(list)
    for name, prefs in applicants.items():
        place = match[name]
        if place is not None:
            held[place].append(name)
            if place not in prefs:
                return False
        if prefs and prefs[0] != place:
            for each in prefs if place is None else prefs[: prefs.index(place)]:
                wanting[each].append(name)
    if not programmes.keys() >= held.keys():
        return False
    return all(
        _is_content(ranking, capacities[name], held.get(name, ()), wanting.get(name, ()))
        for name, ranking in programmes.items()
    )


def _is_content(ranking: Sequence[Any], capacity: int, held: Sequence[Any], wanting: Sequence[Any]) -> bool:
    """Whether all who are held are ranked, within the capacity, and nobody who wants in stands above one."""
    if len(held) > capacity:
        return False
    if not held and (not wanting or not capacity):
        return True
    rank = dict(zip(ranking, range(len(ranking)), strict=True))
    if not all(map(rank.__contains__, held)):
        return False
    if len(held) < capacity:
        return not any(map(rank.__contains__, wanting))
    worst = max(map(rank.__getitem__, held))
    return min(map(rank.get, wanting, repeat(worst)), default=worst) >= worst
