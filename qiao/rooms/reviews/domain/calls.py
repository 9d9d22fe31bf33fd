"""What a change of an interview means: its row, the number that calendars compare, and who hears of it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from qiao.rooms.reviews.domain import mails
from qiao.rooms.reviews.models import Interview, Interviewer, InterviewSlot, Reviewer


def interviews() -> QuerySet[Interview]:
    """With what rules, mails and pages read."""
    return Interview.objects.select_related(
        "application__opportunity__host", "application__profile__user", "slot"
    )


def taken(interview: Interview, slot: InterviewSlot) -> None:
    """In the caller's transaction. Where another time is given up for it, its interviewers hear of that."""
    old, before = interview.slot, interviewers_of(interview.slot)
    interview.slot, interview.booked_at = slot, timezone.now()
    _keep(interview)
    now = interviewers_of(slot)
    mails.tell_interview(interview, slot, "booked", now, with_applicant=True)
    if old is not None:
        mails.tell_interview(interview, old, "given_up", [row for row in before if row not in now])


def moved(interview: Interview, slot: InterviewSlot, *, gone: Sequence[Reviewer]) -> None:
    _keep(interview)
    mails.tell_interview(interview, slot, "moved", interviewers_of(slot), with_applicant=True)
    mails.tell_interview(interview, slot, "given_up", gone)


def left_by(interview: Interview, slot: InterviewSlot, reviewer: Reviewer) -> None:
    """The interview stays as it is, for the others."""
    Interviewer.objects.filter(slot=slot, reviewer=reviewer).delete()
    _keep(interview)
    mails.tell_interview(interview, slot, "given_up", [reviewer])


def given_up(interview: Interview, slot: InterviewSlot, *, is_called_off: bool) -> None:
    interview.slot = interview.booked_at = None
    _keep(interview)
    news = "called_off" if is_called_off else "given_up"
    mails.tell_interview(interview, slot, news, interviewers_of(slot), with_applicant=True)


def _keep(interview: Interview) -> None:
    interview.sequence += 1
    interview.full_clean(validate_constraints=False)
    interview.save()


def interviewers_of(slot: InterviewSlot | None) -> list[Reviewer]:
    return list(slot.interviewers.active().select_related("user")) if slot else []
