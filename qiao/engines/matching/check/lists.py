"""The check of `match_lists`: plain dictionaries of strict lists, without classes in between."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any


def verify_lists(
    applicants: Mapping[Any, Sequence[Any]],
    programmes: Mapping[Any, Sequence[Any]],
    capacities: Mapping[Any, int],
    match: Mapping[Any, Any],
) -> bool:
    """Whether a match keeps the lists and capacities and no pair would rather have each other.

    Only who has not the own first choice is looked at, and only the programmes that these would rather have;
    each of them is then read down to the last of those it holds, or to its end where it has room.

    >>> lists = {"a": ["p", "q"], "b": ["p"]}, {"p": ["b", "a"], "q": ["a"]}, {"p": 1, "q": 1}
    >>> verify_lists(*lists, {"a": "q", "b": "p"}), verify_lists(*lists, {"a": "p", "b": None})
    (True, False)
    """
    if match.keys() != applicants.keys():
        return False
    held: defaultdict[Any, set[Any]] = defaultdict(set)
    wanting: defaultdict[Any, set[Any]] = defaultdict(set)
    for name, prefs in applicants.items():
        place = match[name]
        if place is not None:
            held[place].add(name)
            if place not in prefs:
                return False
        if prefs and prefs[0] != place:
            for each in prefs if place is None else prefs[: prefs.index(place)]:
                wanting[each].add(name)
    if not programmes.keys() >= held.keys():
        return False
    return all(
        _is_content(ranking, capacities[name], held.get(name, ()), wanting.get(name, ()))
        for name, ranking in programmes.items()
    )


def _is_content(
    ranking: Sequence[Any], capacity: int, held: Collection[Any], wanting: Collection[Any]
) -> bool:
    """Whether all who are held are ranked, within the capacity, and nobody who wants in stands above one."""
    missing, has_room = len(held), len(held) < capacity
    if missing > capacity or not (missing or (wanting and capacity)):
        return missing <= capacity
    for name in ranking:
        if name in held:
            missing -= 1
            if not missing and not (has_room and wanting):
                return True
        elif name in wanting:
            return False
    return not missing
