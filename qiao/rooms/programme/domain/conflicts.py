"""What does not hold together in the working copy, for whoever saves or releases it."""

from collections.abc import Hashable

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import Both
from qiao.rooms.programme.working_copy import Found, WorkingCopy


def conflicts_of(exchange: Exchange, session: Hashable | None = None) -> list[Found]:
    """With sentences in the reader's language; of one session, or of all."""
    copy = WorkingCopy(exchange)
    return copy.told(copy.conflicts if session is None else copy.conflicts_of.get(session, []))


def conflict_sentences(exchange: Exchange) -> list[Both]:
    """In both languages, in the order of the sessions."""
    copy = WorkingCopy(exchange)
    told = zip(copy.told(copy.conflicts, "zh"), copy.told(copy.conflicts, "en"), strict=True)
    return [Both(zh.sentence, en.sentence) for zh, en in told]
