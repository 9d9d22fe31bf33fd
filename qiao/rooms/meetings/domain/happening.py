"""Live changes: said by an organiser, who has them planned at once, or by a party of itself; shown, then
confirmed or discarded. Nothing changes before it is confirmed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.domain.aftermath import carry_out, mark_missed
from qiao.rooms.meetings.domain.joining import keep_walk_in, wishes_for, would_be
from qiao.rooms.meetings.domain.locking import locked_round, require_of, require_standing
from qiao.rooms.meetings.domain.mending import Mended, keep_mended, mended_of, standing_of
from qiao.rooms.meetings.domain.planning import require_no_run
from qiao.rooms.meetings.domain.situation import meeting_in, situation_of
from qiao.rooms.meetings.domain.timetable import require_sound, stand
from qiao.rooms.meetings.enums import HappeningKind, HappeningState, TimetableState
from qiao.rooms.meetings.errors import (
    AlreadyReported,
    ChangeNotPlanned,
    ChangeOvertaken,
    ChangeSettled,
    IsInTheRound,
)
from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound, MeetingWish, TimeSlot, Timetable
from qiao.rooms.meetings.models.happening import SAID


@transaction.atomic
def report_change(
    party: MeetingParty,
    *,
    actor: User,
    kind: str,
    slot: TimeSlot | None = None,
    note: str = "",
) -> Happening:
    """By a party: that it does not come, comes late, leaves early or is away, or that whom it meets in the
    slot did not appear. The organisers have it planned and decide."""
    require(actor, "meetings.speak_for_party", party)
    if kind not in HappeningKind.values or not HappeningKind(kind).is_said_by_parties:
        require(actor, "meetings.plan_round", party.round)
    found = locked_round(party.round)
    standing = standing_of(found)
    values = {"kind": kind, "slot": slot, "note": note, "party": party}
    if kind == HappeningKind.NO_SHOW and slot is not None:
        values |= {"party": meeting_in(standing, party, slot).other(party), "other": party}
    happening = _drafted(found, actor, values)
    situation_of(happening, standing)
    _store(happening)
    _record(actor, "change_reported", happening)
    return happening


def propose_change(
    meeting_round: MeetingRound,
    *,
    actor: User,
    values: Mapping[str, Any],
    newcomer: Delegation | Partner | None = None,
    wishes: Iterable[MeetingParty] = (),
) -> Happening:
    """By the organisers, with the timetable that mends it. `newcomer` walks in and wishes to meet `wishes`.

    Raises
    ------
    ChangeImpossible : proved, with the smallest set of meetings that clash. Nothing is stored.
    """
    require(actor, "meetings.plan_round", meeting_round)
    happening = _drafted(meeting_round, actor, values, newcomer)
    wanted = wishes_for(happening, wishes)
    mended = mended_of(happening, wishes=wanted)
    return _proposed(happening, mended, wanted, actor)


@transaction.atomic
def _proposed(happening: Happening, mended: Mended, wanted: list[MeetingWish], actor: User) -> Happening:
    happening.round = locked_round(happening.round)
    if happening.kind == HappeningKind.WALK_IN:
        keep_walk_in(happening, wanted)
    _store(happening)
    keep_mended(happening, mended, actor)
    _record(actor, "change_reported", happening)
    return happening


def plan_change(happening: Happening, *, actor: User, most_moved: int | None = None) -> Happening:
    """Anew, as everything is now: with the fewest moves, or with so many where that is worth more."""
    require(actor, "meetings.plan_round", happening.round)
    _require_open(happening)
    wishes = _wishes_of_the_walk_in(happening)
    return _planned(happening, mended_of(happening, most_moved=most_moved, wishes=wishes), actor)


@transaction.atomic
def _planned(happening: Happening, mended: Mended, actor: User) -> Happening:
    found = _locked(happening)
    found.other_id = happening.other_id
    keep_mended(found, mended, actor)
    _record(actor, "change_planned", found)
    return found


@transaction.atomic
def confirm_change(happening: Happening, *, actor: User, shown: Timetable | None = None) -> Happening:
    """Its timetable stands from now on, if the one that it mends still does. `shown` is what the actor saw.

    Raises
    ------
    ChangeOvertaken : another change was confirmed meanwhile, or a meeting that it moves has begun.
    """
    require(actor, "meetings.plan_round", happening.round)
    found = _locked(happening)
    timetable = found.timetable
    if timetable is None or timetable.state != TimetableState.CHECKED:
        raise ChangeNotPlanned
    require_no_run(found.round)
    _require_current(found, timetable, shown)
    timetable.round = found.round
    carry_out(found)
    require_sound(timetable)
    stand(timetable, actor)
    mark_missed(found, actor)
    _settle(found, HappeningState.CONFIRMED, actor)
    return found


@transaction.atomic
def discard_change(happening: Happening, *, actor: User) -> Happening:
    """Nothing changes."""
    require(actor, "meetings.plan_round", happening.round)
    found = _locked(happening)
    timetable, found.timetable = found.timetable, None
    _settle(found, HappeningState.DISCARDED, actor)
    if timetable is not None:
        timetable.delete()
    return found


def is_current(happening: Happening, timetable: Timetable) -> bool:
    """Whether what it mends still stands, and it changes nothing that has begun."""
    standing = standing_of(happening.round)
    if timetable.previous_id != standing.pk:
        return False
    before, after = (_begun(happening, each) for each in (standing, timetable))
    return before == after


def _begun(happening: Happening, timetable: Timetable) -> set[Any]:
    rows = timetable.meetings.on().filter(slot__starts_at__lte=timezone.now())
    if happening.kind == HappeningKind.NO_SHOW:
        rows = rows.exclude(slot=happening.slot)
    return set(rows.values_list("guest", "host", "slot", "table"))


def _require_current(found: Happening, timetable: Timetable, shown: Timetable | None) -> None:
    if shown is not None and shown.pk != timetable.pk:
        raise ChangeOvertaken
    if not is_current(found, timetable):
        raise ChangeOvertaken


def _drafted(
    meeting_round: MeetingRound,
    actor: User,
    values: Mapping[str, Any],
    newcomer: Delegation | Partner | None = None,
) -> Happening:
    said = {name: values.get(name) for name in SAID}
    happening = Happening(round=meeting_round, said_by=actor, kind=values.get("kind", ""), **said)
    happening.note = values.get("note") or ""
    if newcomer is not None and happening.kind == HappeningKind.WALK_IN:
        happening.party = would_be(meeting_round, newcomer)
    happening.clean_fields(exclude=["party"])
    happening.clean()
    require_of(meeting_round, *(getattr(happening, name) for name in SAID))
    if happening.kind != HappeningKind.WALK_IN:
        require_standing(*filter(None, (happening.party, happening.other)))
    elif happening.party is not None and happening.party.is_standing:
        raise IsInTheRound(who=str(happening.party))
    return happening


def _store(happening: Happening) -> None:
    """The caller holds the lock."""
    same = {name: getattr(happening, f"{name}_id") for name in SAID}
    if happening.kind == HappeningKind.NO_SHOW:
        del same["other"]
    open_ones = Happening.objects.open().filter(round=happening.round, kind=happening.kind)
    if open_ones.filter(**same).exists():
        raise AlreadyReported
    happening.full_clean()
    happening.save(force_insert=True)


def _locked(happening: Happening) -> Happening:
    meeting_round = locked_round(happening.round)
    found = Happening.objects.told().select_related("timetable").get(pk=happening.pk)
    found.round = meeting_round
    _require_open(found)
    return found


def _require_open(happening: Happening) -> None:
    if not happening.is_open:
        raise ChangeSettled(state=happening.status.label)


def _wishes_of_the_walk_in(happening: Happening) -> list[MeetingWish]:
    if happening.kind != HappeningKind.WALK_IN or happening.party is None:
        return []
    return list(happening.party.wishes.filter(wanted__left_at=None).order_by("rank", "id"))


def _settle(happening: Happening, state: HappeningState, actor: User) -> None:
    happening.state, happening.settled_at, happening.settled_by = state, timezone.now(), actor
    happening.full_clean()
    happening.save()
    _record(actor, f"change_{state.value}", happening)


def _record(actor: User, verb: str, happening: Happening) -> None:
    changes = {"change": [None, str(happening.pk)], "kind": [None, happening.kind]}
    record(actor, f"meetings.round.{verb}", happening.round, changes=changes)
