"""An interview as an event of a calendar: one UID for good, so that a change moves what is there."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, Method, Participant, calendar_bytes, event_uid
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.models import Interview, InterviewSlot


def calendar_of(interview: Interview, slot: InterviewSlot, user: User, method: Method, *, url: str) -> bytes:
    """In the active language. Each of the invited is told of themselves alone."""
    opportunity = interview.application.opportunity
    event = CalendarEvent(
        uid=event_uid("interview", interview.pk),
        title=_("Interview: %(opportunity)s") % {"opportunity": opportunity.title},
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        time_zone=opportunity.time_zone,
        sequence=interview.sequence,
        description="\n".join(filter(None, [str(opportunity.host), slot.link])),
        location=slot.place or slot.link,
        url=url,
        organiser=Participant(email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], name=str(opportunity.host)),
        participants=[Participant(email=user.email, answer_wanted=False)],
    )
    return calendar_bytes([event], method)
