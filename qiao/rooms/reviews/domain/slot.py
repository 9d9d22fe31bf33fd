"""The times at which a host interviews: made in series, moved, called off."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain import calls
from qiao.rooms.reviews.enums import SlotState
from qiao.rooms.reviews.errors import SlotGone, SlotInPast, WrongPanel
from qiao.rooms.reviews.models import Interview, Interviewer, InterviewSlot, Reviewer


@transaction.atomic
def add_slots(
    opportunity: Opportunity,
    *,
    actor: User,
    starts_at: dt.datetime,
    minutes: int,
    count: int = 1,
    pause: int = 0,
    place: str = "",
    link: str = "",
    interviewers: Iterable[Reviewer] = (),
) -> list[InterviewSlot]:
    """So many in a row, with a pause between them."""
    require(actor, "reviews.run_interviews", opportunity)
    _require_future(starts_at)
    asked = list(interviewers)
    step = dt.timedelta(minutes=minutes + pause)
    slots = [
        InterviewSlot(
            opportunity=opportunity,
            starts_at=starts_at + number * step,
            minutes=minutes,
            place=place,
            link=link,
        )
        for number in range(count)
    ]
    for slot in slots:
        slot.full_clean()
        slot.save(force_insert=True)
        _seat(slot, asked)
    record(actor, "reviews.slot.added", slots[0], changes={"count": [None, count]})
    return slots


@transaction.atomic
def change_slot(
    slot: InterviewSlot, *, actor: User, values: Mapping[str, Any], interviewers: Iterable[Reviewer]
) -> InterviewSlot:
    """Who is coming hears of it, and so do those who need not come any more."""
    require(actor, "reviews.run_interviews", slot)
    slot = locked_slot(slot)
    _require_future(values.get("starts_at", slot.starts_at))
    before = list(slot.interviewers.select_related("user"))
    changes = apply(slot, values)
    asked = list(interviewers)
    Interviewer.objects.filter(slot=slot).exclude(reviewer__in=asked).delete()
    _seat(slot, [row for row in asked if row not in before])
    if not changes and before == asked:
        return slot
    record(actor, "reviews.slot.changed", slot, changes=changes)
    if (interview := interview_at(slot)) is not None:
        calls.moved(interview, slot, gone=[row for row in before if row not in asked])
    return slot


@transaction.atomic
def cancel_slot(slot: InterviewSlot, *, actor: User) -> InterviewSlot:
    """Whoever had taken it chooses another one."""
    require(actor, "reviews.run_interviews", slot)
    slot = locked_slot(slot)
    apply(slot, {"state": SlotState.CANCELLED})
    record(actor, "reviews.slot.cancelled", slot)
    if (interview := interview_at(slot)) is not None:
        calls.given_up(interview, slot, is_called_off=True)
    return slot


def locked_slot(slot: InterviewSlot) -> InterviewSlot:
    rows = InterviewSlot.objects.select_for_update(of=("self",)).select_related("opportunity__host")
    slot = rows.get(pk=slot.pk)
    if not slot.is_offered:
        raise SlotGone
    return slot


def interview_at(slot: InterviewSlot) -> Interview | None:
    return calls.interviews().select_for_update(of=("self",)).filter(slot=slot).first()


def _require_future(starts_at: dt.datetime) -> None:
    if starts_at <= timezone.now():
        raise SlotInPast


def _seat(slot: InterviewSlot, reviewers: list[Reviewer]) -> None:
    for reviewer in reviewers:
        if reviewer.opportunity_id != slot.opportunity_id or not reviewer.is_active:
            raise WrongPanel
        Interviewer.objects.create(slot=slot, reviewer=reviewer)
