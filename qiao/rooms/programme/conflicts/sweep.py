"""Overlaps on one resource, in one pass over its sessions in order of time.

Every session that begins while another still runs is given once, with the one that runs longest: n sessions
give fewer than n pairs, however many overlap.
"""

from collections.abc import Iterable, Iterator

from qiao.rooms.programme.conflicts.problem import Session

Pair = tuple[Session, Session]


def in_order(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda session: (session.starts, session.ends, str(session.id)))


def overlaps(sessions: Iterable[Session]) -> Iterator[Pair]:
    """(the one that runs, the one that begins); `sessions` are in order."""
    running: Session | None = None
    for session in sessions:
        if running is not None and session.starts < running.ends:
            yield running, session
        if running is None or session.ends > running.ends:
            running = session


def crossings(one: list[Session], other: list[Session]) -> Iterator[Pair]:
    """Overlaps between the two sides alone."""
    sides = {session.id: side for side, sessions in enumerate((one, other)) for session in sessions}
    running: list[Session | None] = [None, None]
    for session in in_order([*one, *other]):
        side = sides[session.id]
        opposite, own = running[1 - side], running[side]
        if opposite is not None and session.starts < opposite.ends:
            yield opposite, session
        if own is None or session.ends > own.ends:
            running[side] = session
