"""Whom a programme keeps that reserves or caps places by type (Hafalir, Yenmez, Yildirim 2013, soft)."""

from collections.abc import Mapping, Sequence

from qiao.engines.matching.couples.market import Market


def kept_of(market: Market, programme: int, pool: Sequence[int]) -> set[int]:
    """The choice of a programme among applicants, best first: reserved places, type by type, then all others.

    Nobody is kept beyond a cap or the capacity. O(pool * types).
    """
    each = market.instance.programmes[programme]
    types = [market.instance.applicants[applicant].types for applicant in pool]
    room = dict(each.caps)
    kept: set[int] = set()

    def keep(place: int) -> bool:
        if (
            place in kept
            or len(kept) >= each.capacity
            or any(room.get(kind, 1) <= 0 for kind in types[place])
        ):
            return False
        kept.add(place)
        for kind in types[place]:
            if kind in room:
                room[kind] -= 1
        return True

    for kind, reserved in each.reserves.items():
        for place in range(len(pool)):
            if reserved > 0 and kind in types[place] and keep(place):
                reserved -= 1
    for place in range(len(pool)):
        keep(place)
    return {pool[place] for place in kept}


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
