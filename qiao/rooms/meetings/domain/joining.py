"""A walk-in: somebody of the exchange who joins a round after its timetable was made. Until the change is
confirmed its party is one that has left, so that nothing counts it."""

from collections.abc import Iterable

from django.utils import timezone

from qiao.rooms.exchanges.enums import SEATED
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.domain.locking import require_of, require_standing
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.errors import DelegationNotSeated, NotOfTheRound, SameSide
from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound, MeetingWish


def would_be(meeting_round: MeetingRound, of: Delegation | Partner) -> MeetingParty:
    """The party that was there once, or a new one that is not stored yet."""
    if of.exchange_id != meeting_round.exchange_id:
        raise NotOfTheRound(what=str(of))
    if isinstance(of, Delegation) and of.state not in SEATED:
        raise DelegationNotSeated
    whose = {"delegation" if isinstance(of, Delegation) else "partner": of}
    known = meeting_round.parties.filter(**whose).first()
    return known or MeetingParty(round=meeting_round, left_at=timezone.now(), **whose)


def wishes_for(happening: Happening, wanted: Iterable[MeetingParty]) -> list[MeetingWish]:
    """The dearest first. Whom it has to meet stands before all others."""
    party, first = happening.party, happening.other
    if party is None or happening.kind != HappeningKind.WALK_IN:
        return []
    others = dict.fromkeys([*([first] if first else []), *wanted])
    require_of(happening.round, *others)
    require_standing(*others)
    if any(each.side == party.side for each in others):
        raise SameSide
    return [MeetingWish(asker=party, wanted=each, rank=rank) for rank, each in enumerate(others, 1)]


def keep_walk_in(happening: Happening, wishes: list[MeetingWish]) -> None:
    """The caller holds the lock. An earlier list of the party is replaced."""
    party = happening.party
    if party is None:
        return
    party.full_clean()
    party.save()
    party.wishes.all().delete()
    for wish in wishes:
        wish.full_clean()
        wish.save(force_insert=True)
