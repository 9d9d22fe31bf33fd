"""schema.org descriptions of exchanges and sessions, as plain dictionaries (JSON-LD)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse

from qiao.rooms.exchanges.enums import OWNING
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.sessions import Day, id_of, one_of

MOST = (
    60  # sessions that are described one by one; beyond, each day is one event and its sessions tell the rest
)
ATTENDANCE = "https://schema.org/OfflineEventAttendanceMode"


def public_url(exchange: Exchange) -> str:
    return f"{settings.BASE_URL}{reverse('programme:public', args=[exchange.pk])}"


def session_url(exchange: Exchange, session_id: str) -> str:
    return f"{settings.BASE_URL}{reverse('programme:public_session', args=[exchange.pk, session_id])}"


def exchange_as_jsonld(programme: Programme, days: list[Day]) -> dict[str, Any]:
    """Nothing but what the public page shows; what is not published is not described."""
    exchange = programme.exchange
    if not exchange.is_public:
        return {}
    described = _event(exchange, public_url(exchange), exchange.name.text, exchange.summary.text)
    described |= {
        "startDate": exchange.starts_on.isoformat(),
        "endDate": exchange.ends_on.isoformat(),
        "location": _place(exchange.place.text),
        "organizer": _organisers(exchange),
        "subEvent": _sessions(programme) if len(programme.entries) <= MOST else _days(days),
    }
    return _told(described)


def session_as_jsonld(programme: Programme, entry: AgendaEntry) -> dict[str, Any]:
    exchange = programme.exchange
    if not exchange.is_public:
        return {}
    described = _session(exchange, entry) | {
        "@context": "https://schema.org",
        "description": one_of(entry.details.get("summary")),
        "superEvent": {"@type": "Event", "@id": public_url(exchange), "name": exchange.name.text},
    }
    return _told(described)


def _sessions(programme: Programme) -> list[dict[str, Any]]:
    return [_session(programme.exchange, entry) for entry in programme.entries]


def _session(exchange: Exchange, entry: AgendaEntry) -> dict[str, Any]:
    url = session_url(exchange, id_of(entry))
    return _told(
        {
            "@type": "Event",
            "@id": url,
            "url": url,
            "name": one_of(entry.title),
            "startDate": _moment(entry.starts_at, exchange),
            "endDate": _moment(entry.ends_at, exchange),
            "location": _place(one_of(entry.place) or exchange.place.text),
            "inLanguage": entry.details.get("languages") or [],
            "eventAttendanceMode": ATTENDANCE,
        }
    )


def _days(days: list[Day]) -> list[dict[str, Any]]:
    return [{"@type": "Event", "name": day.name, "startDate": day.id, "endDate": day.id} for day in days]


def _event(exchange: Exchange, url: str, name: str, description: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "eventAttendanceMode": ATTENDANCE,
        "eventStatus": "https://schema.org/EventScheduled",
    }


def _organisers(exchange: Exchange) -> list[dict[str, str]]:
    owners = exchange.partners.filter(role__in=OWNING).select_related("organisation")
    return [
        {"@type": "Organization", "name": each.organisation.name.text}
        for each in owners
        if each.organisation.is_published
    ]


def _place(name: str) -> dict[str, str]:
    return {"@type": "Place", "name": name, "address": name} if name else {}


def _moment(moment: dt.datetime, exchange: Exchange) -> str:
    return moment.astimezone(exchange.zone).isoformat(timespec="minutes")


def _told(described: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if value}
