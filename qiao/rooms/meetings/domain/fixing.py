"""What the organiser fixes or forbids. Fixed meetings that cannot be held together are refused at once, with
the smallest set of them that clashes."""

from django.db import transaction
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.locking import locked_round, require_of, require_standing
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.errors import IsFixed, KeptApart, SameSide, TableTaken
from qiao.rooms.meetings.models import (
    FixedMeeting,
    ForbiddenPair,
    MeetingParty,
    MeetingRound,
    Table,
    TimeSlot,
)
from qiao.rooms.meetings.planning.clashes import clashes_of
from qiao.rooms.meetings.planning.errors import PinsClash
from qiao.rooms.meetings.planning.grid import grid_of
from qiao.rooms.meetings.planning.pairs import pairs_of
from qiao.rooms.meetings.planning.problem import problem_of


@transaction.atomic
def fix_meeting(
    one: MeetingParty, other: MeetingParty, *, actor: User, slot: TimeSlot, table: Table | None = None
) -> FixedMeeting:
    """That the two meet in a slot; a second time it moves there.

    Raises
    ------
    PinsClash : it cannot be held with what is fixed already.
    """
    require(actor, "meetings.change_round", one.round)
    found = locked_round(one.round)
    guest, host = pair_of(found, one, other)
    require_of(found, slot, table)
    if ForbiddenPair.objects.filter(guest=guest, host=host).exists():
        raise KeptApart(who=f"{guest} – {host}")
    if table is not None:
        _require_free(table, slot, guest, host)
    fixed = FixedMeeting.objects.filter(guest=guest, host=host).first()
    fixed = fixed or FixedMeeting(round=found, guest=guest, host=host)
    fixed.slot, fixed.table = slot, table
    fixed.full_clean()
    fixed.save()
    require_possible(found)
    _record(actor, "meeting_fixed", found, guest, host)
    return fixed


@transaction.atomic
def free_meeting(fixed: FixedMeeting, *, actor: User) -> None:
    require(actor, "meetings.change_round", fixed.round)
    found = locked_round(fixed.round)
    _record(actor, "meeting_freed", found, fixed.guest, fixed.host)
    fixed.delete()


@transaction.atomic
def forbid_pair(one: MeetingParty, other: MeetingParty, *, actor: User, reason: str = "") -> ForbiddenPair:
    require(actor, "meetings.change_round", one.round)
    found = locked_round(one.round)
    guest, host = pair_of(found, one, other)
    if FixedMeeting.objects.filter(guest=guest, host=host).exists():
        raise IsFixed(who=f"{guest} – {host}")
    pair = ForbiddenPair(round=found, guest=guest, host=host, reason=reason, forbidden_by=actor)
    pair.full_clean()
    pair.save(force_insert=True)
    _record(actor, "pair_forbidden", found, guest, host)
    return pair


@transaction.atomic
def allow_pair(pair: ForbiddenPair, *, actor: User) -> None:
    require(actor, "meetings.change_round", pair.round)
    found = locked_round(pair.round)
    _record(actor, "pair_allowed", found, pair.guest, pair.host)
    pair.delete()


def pair_of(
    meeting_round: MeetingRound, one: MeetingParty, other: MeetingParty
) -> tuple[MeetingParty, MeetingParty]:
    """The delegation and the host of two parties that are in the round."""
    require_of(meeting_round, one, other)
    require_standing(one, other)
    if one.side == other.side:
        raise SameSide
    return (one, other) if one.side == Side.DELEGATION else (other, one)


def require_possible(meeting_round: MeetingRound) -> None:
    event = read_round(meeting_round).event
    pairs, grid = pairs_of(event), grid_of(event)
    if clashes := clashes_of(event, problem_of(event, pairs, grid), pairs, grid):
        raise PinsClash(clashes)


def _require_free(table: Table, slot: TimeSlot, guest: MeetingParty, host: MeetingParty) -> None:
    others = FixedMeeting.objects.filter(table=table, slot=slot).exclude(guest=guest, host=host)
    if table.closures.filter(slot=slot).exists():
        raise TableTaken(table=str(table), why=_("it is closed."))
    if table.hosts.standing().exclude(pk=host.pk).exists():
        raise TableTaken(table=str(table), why=_("another host sits there."))
    if others.exists():
        raise TableTaken(table=str(table), why=_("another meeting is fixed to it."))


def _record(actor: User, verb: str, found: MeetingRound, guest: MeetingParty, host: MeetingParty) -> None:
    pair = {"guest": [None, str(guest.pk)], "host": [None, str(host.pk)]}
    record(actor, f"meetings.round.{verb}", found, changes=pair)
