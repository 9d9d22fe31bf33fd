"""More than one run: places that revert to a sibling programme, and a second round for what is left."""

from collections import Counter
from dataclasses import replace

from qiao.engines.matching.problem import Couple, Programme, Round, Tiers
from qiao.engines.matching.result import Matching, Objective, Side
from qiao.engines.matching.solve import solve


def solve_reverting(
    instance: Round,
    *,
    side: Side = "applicants",
    objective: Objective = "stable",
    seed: int = 0,
    time_limit: float | None = None,
) -> tuple[Round, Matching]:
    """The round with its empty places given to `Programme.reverts_to`, and its matching.

    After each run the places that stayed empty go to the sibling, until none does. Places only move along the
    arrows, which have no circle, so it ends: at the latest when every place has gone to the end of its way.

    Returns
    -------
    The round with the capacities in force and the result for it, which `check` judges as any other.
    """
    while True:
        result = solve(instance, side=side, objective=objective, seed=seed, time_limit=time_limit)
        moved = _reverted(instance, result)
        if moved is None:
            return instance, result
        instance = moved


def _reverted(instance: Round, result: Matching) -> Round | None:
    held = Counter(place for place in result.match.values() if place is not None)
    change: Counter[str] = Counter()
    for each in instance.programmes:
        empty = each.capacity - max(held[each.id], each.min)
        if each.reverts_to is not None and empty > 0:
            change[each.id] -= empty
            change[each.reverts_to] += empty
    if not change:
        return None
    return replace(
        instance,
        programmes=tuple(
            replace(each, capacity=each.capacity + change[each.id]) for each in instance.programmes
        ),
    )


def left_over(instance: Round, result: Matching) -> Round:
    """The second round: applicants without a place and places without an applicant, with the lists that they
    gave, as far as these still speak of who and what is left. New lists may take their place."""
    held = Counter(place for place in result.match.values() if place is not None)
    people = {each.id for each in instance.applicants if result.match.get(each.id) is None}
    couples = tuple(each for each in instance.couples if people.issuperset(each.members))
    people -= {name for each in instance.couples if each not in couples for name in each.members}
    programmes = tuple(
        _remaining(each, held[each.id], people)
        for each in instance.programmes
        if each.capacity > held[each.id]
    )
    open_ones = {each.id for each in programmes}
    busy = _held_by(instance, held)
    return replace(
        instance,
        applicants=tuple(
            replace(each, prefs=_kept(each.prefs, open_ones))
            for each in instance.applicants
            if each.id in people
        ),
        programmes=tuple(
            replace(each, reverts_to=each.reverts_to if each.reverts_to in open_ones else None)
            for each in programmes
        ),
        supervisors=tuple(
            replace(
                each,
                capacity=each.capacity - busy[each.id],
                min=max(0, each.min - busy[each.id]),
                prefs=_kept(each.prefs, people),
            )
            for each in instance.supervisors
        ),
        couples=tuple(_couple(each, open_ones) for each in couples),
        regions=tuple(replace(each, cap=each.cap - busy[f"\0{each.id}"]) for each in instance.regions),
    )


def _held_by(instance: Round, held: Counter[str]) -> Counter[str]:
    """Applicants of each supervisor, and, behind a mark, of each region."""
    found: Counter[str] = Counter()
    for each in instance.programmes:
        if each.supervisor is not None:
            found[each.supervisor] += held[each.id]
        if each.region is not None:
            found[f"\0{each.region}"] += held[each.id]
    return found


def _remaining(each: Programme, held: int, people: set[str]) -> Programme:
    left = each.capacity - held
    reserves = _at_most(each.reserves, left)
    return replace(
        each, capacity=left, min=max(0, each.min - held), prefs=_kept(each.prefs, people), reserves=reserves
    )


def _at_most(reserves: object, left: int) -> dict[str, int]:
    """Reserved places of the second round, no more of them together than there are places."""
    found: dict[str, int] = {}
    for kind, places in dict(reserves).items():  # type: ignore[call-overload]
        found[kind] = min(places, left - sum(found.values()))
    return {kind: places for kind, places in found.items() if places}


def _couple(each: Couple, open_ones: set[str]) -> Couple:
    prefs = tuple(pair for pair in each.prefs if all(name is None or name in open_ones for name in pair))
    return replace(each, prefs=prefs)


def _kept(tiers: Tiers, names: set[str]) -> Tiers:
    kept = (tuple(name for name in tier if name in names) for tier in tiers)
    return tuple(tier for tier in kept if tier)
