"""What other numbers of places would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qiao.engines.matching.problem import Round
from qiao.engines.matching.result import Matching, Objective, Side
from qiao.engines.matching.solve import solve


@dataclass(frozen=True)
class Difference:
    """What other numbers of places would change: never a result, only an answer to a question."""

    result: Matching
    gaining: tuple[str, ...]
    losing: tuple[str, ...]


def what_if(
    instance: Round,
    result: Matching,
    capacities: Mapping[str, int],
    *,
    side: Side = "applicants",
    objective: Objective = "stable",
    time_limit: float | None = None,
) -> Difference:
    """The round with other capacities of programmes or supervisors, solved as the result was.

    Raises
    ------
    BadInstance : a capacity is below a lower quota, or no whole number.
    """
    changed = replace(
        instance,
        programmes=tuple(
            replace(each, capacity=capacities.get(each.id, each.capacity)) for each in instance.programmes
        ),
        supervisors=tuple(
            replace(each, capacity=capacities.get(each.id, each.capacity)) for each in instance.supervisors
        ),
    )
    found = solve(changed, side=side, objective=objective, seed=result.seed, time_limit=time_limit)
    gaining, losing = [], []
    for each in instance.applicants:
        listed = _wants(instance, each.id)
        before, after = (listed.get(match.get(each.id), len(listed)) for match in (result.match, found.match))
        if after < before:
            gaining.append(each.id)
        elif after > before:
            losing.append(each.id)
    return Difference(found, tuple(gaining), tuple(losing))


def _wants(instance: Round, applicant: str) -> Mapping[str | None, int]:
    """Programmes by how much an applicant likes them; of a couple, by its first choice that has them."""
    couple = instance.couple_of.get(applicant)
    if couple is None:
        each = instance.applicants[instance.applicant_index[applicant]]
        return {name: number for number, tier in enumerate(each.prefs) for name in tier}
    mine = couple.members.index(applicant)
    found: dict[str | None, int] = {}
    for number, pair in enumerate(couple.prefs):
        if pair[mine] is not None:
            found.setdefault(pair[mine], number)
    return found
