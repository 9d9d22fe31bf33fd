"""What does not hold together in the working copy, for whoever saves it."""

from collections.abc import Hashable

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.working_copy import Found, WorkingCopy


def conflicts_of(exchange: Exchange, session: Hashable | None = None) -> list[Found]:
    """With sentences in the reader's language; of one session, or of all."""
    copy = WorkingCopy(exchange)
    return copy.told(copy.conflicts if session is None else copy.conflicts_of.get(session, []))
