"""What a solver found, as rows. Nothing is kept that has not passed the check of the engine (`make_plan`
sees to it) and the look at the tables here."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.engines.timetabling.formats import input_hash
from qiao.rooms.meetings.domain.reading import Reading
from qiao.rooms.meetings.enums import TimetableState
from qiao.rooms.meetings.models import Meeting, MeetingWish, RefusedWish, Timetable
from qiao.rooms.meetings.planning import seating
from qiao.rooms.meetings.planning.errors import PlanUnsound
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.planning.sound import faults_of


@transaction.atomic
def keep_plan(
    timetable_id: UUID,
    reading: Reading,
    plan: Plan,
    reasons: Reasons | None,
    origin: Mapping[tuple[str, str], Meeting] | None = None,
) -> Timetable | None:
    """None where somebody else has settled the draft meanwhile. `origin`: what stood before, by pair."""
    timetable = Timetable.objects.select_for_update(of=("self",)).get(pk=timetable_id)
    if timetable.state != TimetableState.DRAFT:
        return None
    if wrong := list(faults_of(plan.event, plan.meetings)):
        raise PlanUnsound(violations=" ".join(wrong[:5]))
    _describe(timetable, plan)
    Meeting.objects.bulk_create(_meeting(timetable, each, origin or {}) for each in plan.meetings)
    RefusedWish.objects.bulk_create(_refused(timetable, reading, plan, reasons))
    timetable.full_clean()
    timetable.save()
    return timetable


@transaction.atomic
def keep_failure(timetable_id: UUID, problems: list[dict[str, str]]) -> None:
    drafts = Timetable.objects.filter(pk=timetable_id, state=TimetableState.DRAFT)
    drafts.update(state=TimetableState.FAILED, problems=problems, updated_at=timezone.now())


def _describe(timetable: Timetable, plan: Plan) -> None:
    found = plan.solution
    for name in ("waits", "idle", "shortfall", "shortfall_bound", "moved", "dropped", "added", "moved_bound"):
        setattr(timetable, name, getattr(found, name))
    timetable.weight, timetable.weight_bound = int(found.weight), found.weight_bound
    timetable.certificate = dict(found.certificate or {})
    timetable.made_from = input_hash(plan.problem)[:64]
    timetable.is_best = found.status == "optimal"
    timetable.state, timetable.solved_at = TimetableState.CHECKED, timezone.now()


def _meeting(
    timetable: Timetable, found: seating.Meeting, origin: Mapping[tuple[str, str], Meeting]
) -> Meeting:
    before = origin.get((found.pair.delegation.key, found.pair.host.key))
    meeting = Meeting(
        timetable=timetable,
        guest_id=UUID(found.pair.delegation.key),
        host_id=UUID(found.pair.host.key),
        slot_id=UUID(found.slot.code),
        table_id=UUID(found.seat.place.key),
        themes=[each.value for each in found.pair.themes],
        weight=found.pair.weight,
        is_fixed=found.pair.pin is not None,
    )
    if before is not None:
        meeting.state, meeting.missed_by_id = before.state, before.missed_by_id
        meeting.is_walk_in, meeting.is_fixed = before.is_walk_in, before.is_fixed
        meeting.themes = before.themes or meeting.themes
    return meeting


def _refused(
    timetable: Timetable, reading: Reading, plan: Plan, reasons: Reasons | None
) -> Iterable[RefusedWish]:
    for pair in plan.refused:
        told = reasons.reasons(pair) if reasons else []
        remedy = reasons.change(pair) if reasons else {}
        for wish in pair.wishes:
            yield RefusedWish(
                timetable=timetable,
                asker_id=UUID(wish.asker),
                wanted_id=UUID(wish.wanted),
                rank=wish.rank,
                weight=pair.weight,
                reasons=told,
                remedy=remedy,
            )
    for row, reason in reading.left_out:
        yield _left_out(timetable, row, reason)


def _left_out(timetable: Timetable, wish: MeetingWish, reason: dict[str, Any]) -> RefusedWish:
    return RefusedWish(
        timetable=timetable,
        asker_id=wish.asker_id,
        wanted_id=wish.wanted_id,
        rank=wish.rank,
        reasons=[reason],
    )
