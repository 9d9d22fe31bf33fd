"""What is wrong with plain dictionaries of strict lists: the same faults as in a round, in the same words."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from qiao.engines.shape.fault import Collector, Fault
from qiao.engines.shape.kinds import check_whole
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.words import say

say(
    {
        "fault.no-places": (
            "It is not said how many places {id} has. Give its capacity.",
            "未注明{id}的名额数。请填写容量。",
        ),
    }
)


def faults_of_lists(
    applicants: Mapping[Any, Sequence[Any]],
    programmes: Mapping[Any, Sequence[Any]],
    capacities: Mapping[Any, Any],
) -> list[Fault]:
    """Ids that are unknown or stand twice in a list, and capacities that are missing or no numbers.

    >>> [fault] = faults_of_lists({"a": ["p", "p"]}, {"p": ["a"]}, {"p": 1})
    >>> print(fault)
    applicants[a][1]: “p” stands in this list twice. Leave it in one place.
    """
    found = Collector()
    _check_side(applicants, "applicants", programmes, "no-programme", found)
    _check_side(programmes, "programmes", applicants, "no-applicant", found)
    for name in programmes:
        if name not in capacities:
            found.add("capacities", "no-places", id=shown(name))
        else:
            check_whole(capacities[name], f"capacities[{name}]", found)
    return found.faults


def _check_side(
    side: Mapping[Any, Sequence[Any]], kind: str, known: Mapping[Any, Any], unknown: str, found: Collector
) -> None:
    for owner, names in side.items():
        seen: set[Any] = set()
        for position, name in enumerate(names):
            at = f"{kind}[{owner}][{position}]"
            if not isinstance(name, Hashable) or name not in known:
                add_unknown(at, unknown, name, known, found)
            elif name in seen:
                found.add(at, "listed-twice", id=shown(name))
            else:
                seen.add(name)
