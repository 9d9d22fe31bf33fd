"""Whom a programme keeps that reserves or caps places by type (Hafalir, Yenmez, Yildirim 2013, soft)."""

from collections.abc import Iterable, Sequence

from qiao.engines.matching.problem import Programme


def by_type(programme: Programme, types: Sequence[Iterable[str]]) -> list[int]:
    """The choice among applicants of these types, who stand best first: their numbers in the order in which
    they are taken. Reserved places come first, type by type, then all others; nobody is kept beyond a cap or
    the capacity. O(pool * types).

    >>> by_type(Programme("p", 2, reserves={"x": 1}), [(), (), ("x",)])
    [2, 0]
    """
    room = dict(programme.caps)
    kept: dict[int, None] = {}

    def keep(place: int) -> bool:
        if place in kept or len(kept) >= programme.capacity:
            return False
        if any(room.get(kind, 1) <= 0 for kind in types[place]):
            return False
        kept[place] = None
        for kind in types[place]:
            if kind in room:
                room[kind] -= 1
        return True

    for kind, reserved in programme.reserves.items():
        left = reserved
        for place in range(len(types)):
            if left > 0 and kind in types[place] and keep(place):
                left -= 1
    for place in range(len(types)):
        keep(place)
    return list(kept)
