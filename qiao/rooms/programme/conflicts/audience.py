"""Whether those whom a programme is for can be where it wants them: way, room, and one place at a time.

Sessions for all delegations that run side by side leave a choice, so nothing is said about who is in which;
the sessions before and after are compared only where it is certain that the same people are in both.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import pairwise

from qiao.rooms.programme.conflicts.problem import Conflict, Kind, Programme, Session, minutes_between
from qiao.rooms.programme.conflicts.sweep import in_order, overlaps
from qiao.rooms.programme.conflicts.ways import Ways


class Audience:
    def __init__(self, programme: Programme, ways: Ways) -> None:
        self._programme, self._ways = programme, ways
        self._common = in_order(session for session in programme.sessions if session.audience is None)
        self._starts = [session.starts for session in self._common]
        self._own: dict[Hashable, list[Session]] = defaultdict(list)
        for session in in_order(session for session in programme.sessions if session.audience is not None):
            for delegation in session.audience or ():
                self._own[delegation].append(session)
        side_by_side = {session.id for pair in overlaps(self._common) for session in pair}
        self._alone = {session.id for session in self._common} - side_by_side

    def conflicts(self) -> Iterator[Conflict]:
        yield from self._too_small()
        yield from self._twice()
        yield from self._too_soon()

    def _too_small(self) -> Iterator[Conflict]:
        everyone = sum(self._programme.sizes.values())
        for session in self._programme.sessions:
            spot = self._programme.places.get(session.place) if session.place is not None else None
            if spot is None or spot.capacity is None or not self._fills(session):
                continue
            if session.audience is None:
                people = everyone
            else:
                people = sum(self._programme.sizes.get(each, 0) for each in session.audience)
            if people > spot.capacity:
                yield Conflict(
                    Kind.SMALL_FOR_AUDIENCE, session.id, None, session.place, people, spot.capacity
                )

    def _fills(self, session: Session) -> bool:
        """Its whole audience is in its place: it is not limited, no frame, and leaves nobody a choice."""
        is_limited = session.capacity is not None or session.is_frame or session.destination is not None
        return not is_limited and (session.audience is not None or session.id in self._alone)

    def _twice(self) -> Iterator[Conflict]:
        for delegation, own in self._own.items():
            for running, session in overlaps(each for each in own if not each.is_frame):
                yield Conflict(Kind.DELEGATION, session.id, running.id, delegation)

    def _too_soon(self) -> Iterator[Conflict]:
        """Each pair once, however many delegations are in both."""
        found = {(before.id, after.id): (before, after) for before, after in self._successions()}
        for before, after in found.values():
            start = before.destination if before.destination is not None else before.place
            needed = self._ways.minutes(start, after.place)
            given = minutes_between(before.ends, after.starts)
            if needed is not None and given < needed:
                yield Conflict(Kind.TRANSFER, after.id, before.id, None, needed, given)

    def _successions(self) -> Iterator[tuple[Session, Session]]:
        for before, after in pairwise(self._common):
            if before.id in self._alone and after.id in self._alone:
                yield before, after
        for own in self._own.values():
            for place, session in enumerate(own):
                earlier = own[place - 1] if place else None
                later = own[place + 1] if place + 1 < len(own) else None
                if before_it := self._before(session, earlier):
                    yield before_it, session
                if after_it := self._after(session, later):
                    yield session, after_it

    def _before(self, session: Session, own: Session | None) -> Session | None:
        """The last certain one: of its own, or of all delegations where it did not miss that for its own."""
        place = bisect_right(self._starts, session.starts) - 1
        common = self._common[place] if place >= 0 else None
        if common and (common.ends > session.starts or common.id not in self._alone):
            common = None
        if own is None or own.ends > session.starts:
            return common if own is None else None
        return common if common and common.starts >= own.ends else own

    def _after(self, session: Session, own: Session | None) -> Session | None:
        """The next one for all delegations, unless one of its own comes first."""
        place = bisect_left(self._starts, session.ends)
        if place == len(self._common) or self._common[place].id not in self._alone:
            return None
        common = self._common[place]
        return None if own is not None and own.starts < common.ends else common
