"""What a confirmed change leaves in the round, so that every later plan knows it."""

from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.encounter import write_mark
from qiao.rooms.meetings.domain.party import take_out
from qiao.rooms.meetings.domain.situation import absent_in, closed_in
from qiao.rooms.meetings.enums import HappeningKind, Mark, Side
from qiao.rooms.meetings.models import (
    Absence,
    Encounter,
    FixedMeeting,
    ForbiddenPair,
    Happening,
    MeetingParty,
    MeetingWish,
    TableClosure,
    TimeSlot,
)
from qiao.rooms.meetings.models.pair import pair_id


def carry_out(happening: Happening) -> None:
    """The caller holds the lock. What has begun is left as it was."""
    to_come = list(happening.round.slots.filter(starts_at__gt=timezone.now()))
    party, other = happening.party, happening.other
    if happening.kind == HappeningKind.CANCELS and party:
        take_out([party])
    elif happening.kind in (HappeningKind.LATE, HappeningKind.LEAVES, HappeningKind.AWAY) and party:
        _stay_away(party, absent_in(happening, to_come))
    elif happening.kind == HappeningKind.TABLE_LOST:
        _close(happening, to_come)
    elif happening.kind == HappeningKind.NEW_WISH and party and other:
        _wish(party, other)
    elif happening.kind == HappeningKind.DROP and party and other:
        _keep_apart(happening, party, other)
    elif happening.kind == HappeningKind.WALK_IN and party:
        MeetingParty.objects.filter(pk=party.pk).update(left_at=None)


def mark_missed(happening: Happening, actor: User) -> None:
    """Who did not appear is told where both sides say whether they met."""
    party, other = happening.party, happening.other
    if happening.kind != HappeningKind.NO_SHOW or party is None or other is None:
        return
    is_guest = party.side == Side.DELEGATION
    guest, host = (party, other) if is_guest else (other, party)
    key = pair_id(guest.pk, host.pk)
    for encounter in Encounter.objects.select_for_update().filter(pk=key):
        write_mark(encounter, Mark.GUEST_MISSED if is_guest else Mark.HOST_MISSED, actor)


def _stay_away(party: MeetingParty, slots: list[TimeSlot]) -> None:
    absences = [Absence(party=party, slot=each) for each in slots]
    Absence.objects.bulk_create(absences, ignore_conflicts=True)


def _close(happening: Happening, to_come: list[TimeSlot]) -> None:
    closures = [TableClosure(table=happening.table, slot=each) for each in closed_in(happening, to_come)]
    TableClosure.objects.bulk_create(closures, ignore_conflicts=True)


def _wish(party: MeetingParty, other: MeetingParty) -> None:
    either = MeetingWish.objects.filter(asker__in=[party, other], wanted__in=[party, other])
    if not either.exists():
        wish = MeetingWish(asker=party, wanted=other)
        wish.full_clean()
        wish.save(force_insert=True)


def _keep_apart(happening: Happening, party: MeetingParty, other: MeetingParty) -> None:
    guest, host = (party, other) if party.side == Side.DELEGATION else (other, party)
    FixedMeeting.objects.filter(guest=guest, host=host).delete()
    ForbiddenPair.objects.get_or_create(
        guest=guest,
        host=host,
        defaults={
            "round": happening.round,
            "reason": happening.note,
            "forbidden_by_id": happening.said_by_id,
        },
    )
