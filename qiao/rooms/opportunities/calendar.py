"""The deadlines of one opportunity for the reader's calendar."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, calendar_bytes, event_uid
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.opportunities.structured import page_url

LENGTH = dt.timedelta(minutes=15)


def deadlines_calendar(opportunity: Opportunity) -> bytes:
    """Of the intakes that are open or to come."""
    ahead = opportunity.intakes.filter(closes_at__gt=timezone.now())
    events = [_event(intake, opportunity) for intake in ahead]
    return calendar_bytes(events, name=opportunity.title.text)


def _event(intake: Intake, opportunity: Opportunity) -> CalendarEvent:
    """It ends at the deadline itself."""
    title = _("Deadline: %(opportunity)s") % {"opportunity": opportunity.title.text}
    return CalendarEvent(
        uid=event_uid("intake", intake.pk),
        title=title,
        starts_at=intake.closes_at - LENGTH,
        ends_at=intake.closes_at,
        time_zone=opportunity.time_zone,
        sequence=int(intake.updated_at.timestamp()) - int(intake.created_at.timestamp()),
        description=opportunity.host.name.text,
        url=page_url(opportunity),
        changed_at=intake.updated_at,
    )
