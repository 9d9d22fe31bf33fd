"""What a plan is worth in each tier, as the solver counts it. `check` counts by itself."""

from collections import Counter
from collections.abc import Callable, Sequence

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.problem import GAINS, Tier

Values = tuple[int, ...]


def measure(compiled: Compiled, plan: Plan) -> Values:
    """The value of each tier, in the order of the instance; weights are scaled. Linear in the visits."""
    return tuple(_MEASURES[tier](compiled, plan) for tier in compiled.problem.tiers)


def rank(tiers: Sequence[Tier], values: Sequence[int]) -> Values:
    """Values that compare as plans do: greater is better in every place.

    >>> rank(("placed", "unity"), (5, 2)) > rank(("placed", "unity"), (5, 3))
    True
    """
    return tuple(value if tier in GAINS else -value for tier, value in zip(tiers, values, strict=True))


def count_placed(compiled: Compiled, plan: Plan) -> int:
    return sum(min(len(mine), least) for mine, least in zip(plan, compiled.least, strict=True))


def weigh_wishes(compiled: Compiled, plan: Plan) -> int:
    return sum(weight[group] for mine, weight in zip(plan, compiled.weight, strict=True) for group in mine)


def _count_splits(compiled: Compiled, plan: Plan) -> int:
    cells = _heads(plan, compiled.delegation)
    groups = Counter((family, compiled.round[group]) for family, group in cells)
    return sum(number - 1 for number in groups.values())


def _count_together(families: Sequence[int | None], plan: Plan) -> int:
    return sum(heads - 1 for heads in _heads(plan, families).values())


def _spread_sizes(compiled: Compiled, plan: Plan) -> int:
    sizes = [size for size in compiled.sizes(plan) if size]
    return max(sizes) - min(sizes) if sizes else 0


def _heads(plan: Plan, families: Sequence[int | None]) -> Counter[tuple[int, int]]:
    """People of each family in each group."""
    return Counter(
        (family, group)
        for mine, family in zip(plan, families, strict=True)
        if family is not None
        for group in mine
    )


_MEASURES: dict[Tier, Callable[[Compiled, Plan], int]] = {
    "placed": count_placed,
    "wishes": weigh_wishes,
    "unity": _count_splits,
    "apart": lambda compiled, plan: _count_together(compiled.delegation, plan),
    "balance": _spread_sizes,
    "mix": lambda compiled, plan: _count_together(compiled.country, plan),
}
