"""The timetable that mends a live change: planned outside of any transaction, as it may take seconds, and
kept only where what it mends still stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from qiao.rooms.meetings.domain.keeping import keep_plan
from qiao.rooms.meetings.domain.planning import new_timetable, require_no_run
from qiao.rooms.meetings.domain.situation import Situation, situation_of
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import HappeningKind, MeetingState
from qiao.rooms.meetings.errors import ChangeOvertaken, NoTimetable
from qiao.rooms.meetings.models import Happening, Meeting, MeetingRound, MeetingWish, Timetable
from qiao.rooms.meetings.planning.mending import mend
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons

REASONS_SECONDS = 1.0


@dataclass(frozen=True)
class Mended:
    situation: Situation
    plan: Plan
    reasons: Reasons


def standing_of(meeting_round: MeetingRound) -> Timetable:
    """
    Raises
    ------
    NoTimetable : there is nothing to mend.
    """
    if (standing := standing_timetable(meeting_round)) is None:
        raise NoTimetable
    return standing


def mended_of(
    happening: Happening, *, most_moved: int | None = None, wishes: Iterable[MeetingWish] = ()
) -> Mended:
    situation = situation_of(happening, standing_of(happening.round), wishes)
    plan = mend(situation.change(most_moved))
    asked = replace(plan, problem=replace(plan.problem, max_moved=None))  # a limit of moves explains no wish
    return Mended(situation, plan, Reasons(asked, seconds=REASONS_SECONDS))


def keep_mended(happening: Happening, mended: Mended, actor: Any) -> Timetable:
    """The caller holds the lock; `happening` is stored. What it had before is gone."""
    found, standing = happening.round, mended.situation.standing
    if standing_of(found).pk != standing.pk:
        raise ChangeOvertaken
    require_no_run(found)
    if happening.timetable is not None:
        happening.timetable.delete()
    draft = new_timetable(found, actor, previous=standing)
    asked = [each for each in mended.situation.rows if each not in mended.situation.settled]
    origin = {(str(each.guest_id), str(each.host_id)): each for each in asked}
    kept = keep_plan(draft.pk, mended.situation.reading, mended.plan, mended.reasons, origin)
    if kept is None:
        raise ChangeOvertaken
    Meeting.objects.bulk_create(_carried(happening, mended, kept))
    if happening.kind == HappeningKind.WALK_IN:
        of = Q(guest=happening.party) | Q(host=happening.party)
        kept.meetings.filter(of).update(is_walk_in=True)
    _tell(happening, kept)
    return kept


def _tell(happening: Happening, kept: Timetable) -> None:
    """Each number of moves that was tried on what stands, with what it is worth."""
    before = happening.timetable
    is_same = before is not None and before.previous_id == kept.previous_id
    tried = {each["moved"]: each for each in happening.front if is_same}
    moved = kept.moved or 0
    tried[moved] = {"moved": moved, "weight": kept.weight, "meetings": kept.meetings.due().count()}
    happening.front = [tried[each] for each in sorted(tried)]
    happening.timetable = kept
    happening.full_clean()
    happening.save()


def _carried(happening: Happening, mended: Mended, kept: Timetable) -> Iterable[Meeting]:
    """What was not asked again, and the meeting to which somebody did not come, unless it is filled."""
    asked = {(each.pair.delegation.key, each.pair.host.key) for each in mended.plan.meetings}
    for each in mended.situation.settled:
        if (str(each.guest_id), str(each.host_id)) not in asked:
            yield _copy(each, kept)
    if happening.kind == HappeningKind.NO_SHOW:
        (pair,) = mended.situation.out
        missed = mended.situation.meeting[pair]
        if not _is_filled(missed, mended):
            yield _copy(missed, kept, state=MeetingState.MISSED, missed_by_id=happening.party_id)


def _is_filled(missed: Meeting, mended: Mended) -> bool:
    """Only whoever waits may have been given somebody else in that slot."""
    waits = str(mended.situation.happening.other_id)
    return any(
        each.slot.code == str(missed.slot_id) and waits in (each.pair.delegation.key, each.pair.host.key)
        for each in mended.plan.meetings
    )


def _copy(meeting: Meeting, timetable: Timetable, **values: Any) -> Meeting:
    names = ("guest_id", "host_id", "slot_id", "table_id", "themes", "weight", "is_fixed", "is_walk_in")
    told = {name: getattr(meeting, name) for name in (*names, "state", "missed_by_id")}
    return Meeting(timetable=timetable, **told | values)
