"""A session as an event of a calendar: one UID for good, so that a change moves what is there."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from qiao.kit.documents.calendar import CalendarEvent, Method, Participant, calendar_bytes, event_uid
from qiao.kit.mail.outbox import Attachment
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.invitation import CALENDAR, organiser_of
from qiao.rooms.training.enums import SessionNews
from qiao.rooms.training.models import Enrolment, SessionCall
from qiao.rooms.training.models.session import Appointment


@dataclass(frozen=True, slots=True)
class Change:
    news: SessionNews
    call: SessionCall


def entry_of(change: Change, enrolment: Enrolment, user: User) -> Attachment:
    """In the active language. Each participant is told of themselves alone."""
    is_cancelled = change.news == SessionNews.CANCELLED
    organiser = organiser_of(str(enrolment.cohort.intake.opportunity.host))
    asked = Method.CANCEL if is_cancelled else Method.REQUEST
    method = asked if organiser else Method.PUBLISH
    event = event_of(
        change.call,
        enrolment,
        key=change.call.event,
        sequence=change.call.sequence,
        organiser=organiser,
        participants=[Participant(email=user.email, answer_wanted=False)],
        is_cancelled=is_cancelled,
    )
    content = calendar_bytes([event], method)
    return Attachment(f"session-{change.call.event}.ics", CALENDAR.format(method=method.value), content)


def event_of(
    appointment: Appointment, enrolment: Enrolment, *, key: UUID, sequence: int, **more: object
) -> CalendarEvent:
    cohort = enrolment.cohort
    opportunity = cohort.intake.opportunity
    return CalendarEvent(
        uid=event_uid("training-session", key),
        title=f"{appointment.title} · {cohort.name}",
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        time_zone=opportunity.time_zone,
        sequence=sequence,
        description=str(opportunity.host),
        location=str(appointment.place),
        url=page_of(enrolment),
        **more,  # type: ignore[arg-type]  # as the event names them
    )


def page_of(enrolment: Enrolment) -> str:
    return f"{settings.BASE_URL}{reverse('training:enrolment', args=[enrolment.pk])}"
