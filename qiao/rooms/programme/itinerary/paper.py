"""An itinerary on paper."""

from collections.abc import Iterator
from typing import Any

from babel.dates import get_timezone_name
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from qiao.kit.bilingual.localized import active_language
from qiao.rooms.programme.itinerary.itinerary import Day
from qiao.rooms.programme.itinerary.subjects import Subject

TEMPLATE = "documents/programme/itinerary.typ"


def context_of(subject: Subject) -> dict[str, Any]:
    """In the active language, by the clock of the exchange: paper is read there."""
    days = subject.itinerary.days(subject.exchange.zone, names=subject.members)
    return {
        "title": subject.title,
        "senders": [str(subject.exchange.name)],
        "party": subject.name,
        "of": subject.of,
        "facts": list(_facts(subject)),
        "headings": [_("Time"), _("What"), _("Place")],
        "days": [_day(day) for day in days],
        "marks": _marks(),
        "empty": "" if days else _("Nothing is planned for you in this release."),
        "news": {"heading": _("What has changed"), "lines": subject.itinerary.news(subject.exchange.zone)},
    }


def _facts(subject: Subject) -> Iterator[tuple[str, str]]:
    exchange = subject.exchange
    yield _("Exchange"), str(exchange.name)
    yield _("Days"), f"{date_format(exchange.starts_on)} – {date_format(exchange.ends_on)}"
    if str(exchange.place):
        yield _("Place"), str(exchange.place)
    yield _("Time zone"), _zone(subject)
    if subject.release:
        when = date_format(subject.release.released_at.astimezone(exchange.zone), "DATETIME_FORMAT")
        told = _("number %(number)s of %(when)s") % {"number": subject.release.number, "when": when}
        yield _("Release"), told


def _zone(subject: Subject) -> str:
    moment = subject.exchange.starts_at.astimezone(subject.exchange.zone)
    locale = "en" if active_language() == "en" else "zh_Hans"
    return f"{get_timezone_name(moment, locale=locale)} (UTC{moment.isoformat()[-6:]})"


def _marks() -> dict[str, str]:
    return {"new": _("New"), "changed": _("Changed")}


def _day(day: Day) -> dict[str, Any]:
    return {
        "heading": day.heading,
        "rows": [
            {
                "hours": row.hours,
                "title": row.title,
                "place": row.place,
                "lines": [*row.notes, *([row.who] if row.who else [])],
                "mark": "new" if row.is_new else "changed" if row.change else "",
            }
            for row in day.rows
        ],
    }
