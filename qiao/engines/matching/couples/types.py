"""The choice by type among applicants of a market."""

from collections.abc import Mapping, Sequence

from qiao.engines.matching.choice import by_type
from qiao.engines.matching.couples.market import Market


def kept_of(market: Market, programme: int, pool: Sequence[int]) -> set[int]:
    """The choice of a programme among applicants, best first, see `by_type`."""
    types = [market.instance.applicants[applicant].types for applicant in pool]
    return {pool[place] for place in by_type(market.instance.programmes[programme], types)}


def keeps_all(
    market: Market, programme: int, held: Mapping[int, int], newcomers: Sequence[tuple[int, int]]
) -> bool:
    """Whether a programme would keep all newcomers beside those it holds; both with their keys.

    Who is there goes before a newcomer of the same rank.
    """
    n = market.applicants
    rows = [(key // n, 0, key, applicant) for applicant, key in held.items()]
    rows += [
        (key // n, 1, number, applicant)
        for number, (applicant, key) in enumerate(newcomers)
        if applicant not in held
    ]
    kept = kept_of(market, programme, [row[-1] for row in sorted(rows)])
    return kept.issuperset(applicant for applicant, _key in newcomers)
