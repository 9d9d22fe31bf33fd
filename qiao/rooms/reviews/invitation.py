"""An interview as an event of a calendar: one UID for good, so that a change moves what is there."""

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, Method, Participant, calendar_bytes, event_uid
from qiao.kit.documents.errors import AddressRefused
from qiao.kit.documents.plain import mail_address
from qiao.kit.mail.outbox import Attachment
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.models import Interview, InterviewSlot

CALENDAR = "text/calendar; charset=utf-8; method={method}"


def entry_of(
    interview: Interview, slot: InterviewSlot, user: User, *, is_cancelled: bool, url: str
) -> Attachment:
    """In the active language. Each of the invited is told of themselves alone."""
    opportunity = interview.application.opportunity
    organiser = organiser_of(str(opportunity.host))
    asked = Method.CANCEL if is_cancelled else Method.REQUEST
    method = asked if organiser else Method.PUBLISH
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
        organiser=organiser,
        participants=[Participant(email=user.email, answer_wanted=False)],
        is_cancelled=is_cancelled,
    )
    content = calendar_bytes([event], method)
    return Attachment("interview.ics", CALENDAR.format(method=method.value), content)


def organiser_of(host: str) -> Participant | None:
    """The host behind the server's own address. A server without a domain has none that calendars take."""
    address = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]
    try:
        return Participant(email=mail_address(address), name=host)
    except AddressRefused:
        return None
