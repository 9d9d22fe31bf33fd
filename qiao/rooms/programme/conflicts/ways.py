"""How long one is on the way from place to place."""

from collections.abc import Hashable, Iterator

from qiao.rooms.programme.conflicts.problem import Programme


class Ways:
    """Remembers what it has worked out; a circle of places within each other ends where it began."""

    def __init__(self, programme: Programme) -> None:
        self._places = programme.places
        self._told = {frozenset(pair): minutes for pair, minutes in programme.ways.items()}
        self._known: dict[tuple[Hashable, Hashable], int | None] = {}

    def minutes(self, start: Hashable | None, end: Hashable | None) -> int | None:
        """None: nobody has told."""
        if start is None or end is None:
            return None
        if (start, end) not in self._known:
            self._known[start, end] = self._work_out(start, end)
        return self._known[start, end]

    def around(self, place: Hashable) -> Iterator[Hashable]:
        """The place, what it is in, and so on outwards."""
        seen: set[Hashable] = set()
        here: Hashable | None = place
        while here is not None and here not in seen and here in self._places:
            seen.add(here)
            yield here
            here = self._places[here].within

    def _work_out(self, start: Hashable, end: Hashable) -> int | None:
        """The nearest that was told: of the rooms, of a room and a venue, of the venues."""
        starts, ends = list(self.around(start)), list(self.around(end))
        if start == end:
            return 0
        pairs = [(i + j, frozenset((a, b))) for i, a in enumerate(starts) for j, b in enumerate(ends)]
        for _distance, pair in sorted(pairs, key=lambda each: each[0]):
            if pair in self._told:
                return self._told[pair]
        return 0 if set(starts) & set(ends) else None
