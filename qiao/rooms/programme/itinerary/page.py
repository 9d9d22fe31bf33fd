"""What the page of an itinerary shows."""

import base64
from typing import Any

from django.utils import timezone

from qiao.kit.documents.qr import qr_png
from qiao.rooms.accounts.models import User
from qiao.rooms.programme.domain.feed import feed_for, feed_url
from qiao.rooms.programme.itinerary.addresses import NOUNS
from qiao.rooms.programme.itinerary.subjects import Subject


def page_context(subject: Subject, reader: User) -> dict[str, Any]:
    zone = subject.exchange.zone
    days = subject.itinerary.days(zone, reader.zone, subject.members)
    return {
        "exchange": subject.exchange,
        "subject": subject,
        "noun": NOUNS[subject.party.kind],
        "days": days,
        "news": subject.itinerary.news(zone),
        "own_zone": reader.time_zone if any(row.own_hours for day in days for row in day.rows) else "",
        "stored_at": timezone.now(),
        **_feed(subject, reader),
    }


def _feed(subject: Subject, reader: User) -> dict[str, Any]:
    if (feed := feed_for(subject, reader)) is None:
        return {"feed": None}
    address = feed_url(feed)
    code = base64.b64encode(qr_png(address, scale=4)).decode()
    return {"feed": feed, "feed_url": address, "feed_code": f"data:image/png;base64,{code}"}
