"""An applicant is invited, takes a time before others do, takes another one or gives it up."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import locked, step
from qiao.rooms.applications.enums import IN_SELECTION, ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.reviews.domain import calls, mails
from qiao.rooms.reviews.domain.assignment import require_reviewable
from qiao.rooms.reviews.domain.slot import locked_slot
from qiao.rooms.reviews.enums import SlotState
from qiao.rooms.reviews.errors import AlreadyInvited, NothingBooked, SlotGone, SlotTaken
from qiao.rooms.reviews.models import ConflictDeclaration, Interview, InterviewSlot


@transaction.atomic
def invite_to_interview(application: Application, *, actor: User) -> Interview:
    require(actor, "reviews.run_interviews", application)
    application = locked(application)
    require_reviewable(application)
    if Interview.objects.filter(application=application).exists():
        raise AlreadyInvited
    interview = Interview(application=application)
    interview.full_clean()
    interview.save(force_insert=True)
    record(actor, "reviews.interview.offered", interview)
    if application.state != ApplicationState.INTERVIEW:
        step(application, ApplicationState.INTERVIEW, actor=actor)
    mails.tell_invited(interview)
    return interview


@transaction.atomic
def book_slot(interview: Interview, *, actor: User, slot: InterviewSlot) -> Interview:
    """First come, first served: the database lets one through."""
    require(actor, "reviews.book_slot", interview)
    interview = _locked(interview)
    require_reviewable(interview.application)
    slot = locked_slot(slot)
    if slot.pk == interview.slot_id:
        return interview
    if Interview.objects.filter(slot=slot).exists():
        raise SlotTaken
    if not open_slots(interview).filter(pk=slot.pk).exists():
        raise SlotGone
    try:
        with transaction.atomic():
            calls.taken(interview, slot)
    except IntegrityError:
        raise SlotTaken from None
    record(actor, "reviews.interview.booked", interview)
    return interview


@transaction.atomic
def release_slot(interview: Interview, *, actor: User) -> Interview:
    require(actor, "reviews.book_slot", interview)
    interview = _locked(interview)
    if interview.slot is None or not interview.slot.is_ahead:
        raise NothingBooked
    calls.given_up(interview, interview.slot, is_called_off=False)
    record(actor, "reviews.interview.released", interview)
    return interview


def free_slot(application: Application, _before: ApplicationState, actor: Any) -> None:
    """Of an application that is over, in its transaction: nobody waits for who does not come."""
    booked = calls.interviews().select_for_update(of=("self",)).filter(application=application)
    interview = booked.filter(slot__starts_at__gt=timezone.now()).first()
    if interview is not None and interview.slot is not None:
        calls.given_up(interview, interview.slot, is_called_off=False)
        record(actor, "reviews.interview.released", interview)


def open_slots(interview: Interview) -> QuerySet[InterviewSlot]:
    """Ahead, not taken, and without an interviewer who has a conflict of interest with this application."""
    application = interview.application
    if application.state not in IN_SELECTION:
        return InterviewSlot.objects.none()
    barred = ConflictDeclaration.objects.conflicts().filter(application=application)
    found = InterviewSlot.objects.filter(
        opportunity=application.opportunity_id,
        state=SlotState.OFFERED,
        starts_at__gt=timezone.now(),
        interview=None,
    )
    return found.exclude(seats__reviewer__in=barred.values("reviewer")).order_by("starts_at", "id")


def _locked(interview: Interview) -> Interview:
    return calls.interviews().select_for_update(of=("self",)).get(pk=interview.pk)
