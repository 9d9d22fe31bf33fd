"""The current release as one JSON document, described by static/programme/programme-1.schema.json."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.people import speakers_named
from qiao.rooms.programme.public.sessions import id_of

FORMAT = "qiao-programme"
VERSION = 1
SCHEMA = f"programme/programme-{VERSION}.schema.json"


def schema_url() -> str:
    """The same for good: an address with the version, not with a mark of the content."""
    return f"{settings.BASE_URL}{settings.STATIC_URL}{SCHEMA}"


def document_bytes(programme: Programme) -> bytes:
    return json.dumps(document(programme), ensure_ascii=False, separators=(",", ":")).encode()


def document(programme: Programme) -> dict[str, Any]:
    named = speakers_named(programme.entries)
    return {
        "$schema": schema_url(),
        "format": FORMAT,
        "version": VERSION,
        "exchange": _exchange(programme.exchange),
        "release": _release(programme.release),
        "organisations": _organisations(programme.exchange),
        "tracks": _tracks(programme.entries),
        "places": _places(programme.entries),
        "sessions": [_session(entry, named[entry.key]) for entry in programme.entries],
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "id": str(exchange.pk),
        "name": _pair(exchange, "name"),
        "summary": _pair(exchange, "summary"),
        "place": _pair(exchange, "place"),
        "starts_on": exchange.starts_on.isoformat(),
        "ends_on": exchange.ends_on.isoformat(),
        "time_zone": exchange.time_zone,
        "url": f"{settings.BASE_URL}/en/programme/{exchange.pk}/public/",
    }


def _release(release: Release | None) -> dict[str, Any] | None:
    if release is None:
        return None
    return {
        "number": release.number,
        "released_at": _moment(release.released_at),
        "note": _pair(release, "note"),
    }


def _organisations(exchange: Exchange) -> list[dict[str, Any]]:
    partners = exchange.partners.select_related("organisation")
    return [
        {"id": str(each.organisation_id), "role": each.role, "name": _pair(each.organisation, "name")}
        for each in partners
        if each.organisation.is_published
    ]


def _tracks(entries: list[AgendaEntry]) -> list[dict[str, Any]]:
    found = {entry.details["track_id"]: entry.details["track"] for entry in entries if _track_of(entry)}
    return [{"id": key, "name": _texts(track)} for key, track in found.items()]


def _track_of(entry: AgendaEntry) -> str | None:
    return entry.details.get("track_id") if entry.details.get("track") else None


def _places(entries: list[AgendaEntry]) -> list[dict[str, Any]]:
    found = {entry.place_id: entry.place for entry in entries if entry.place_id}
    return [{"id": str(key), "name": _texts(place)} for key, place in found.items()]


def _session(entry: AgendaEntry, speakers: list[Mapping[str, Any]]) -> dict[str, Any]:
    details = entry.details
    return {
        "id": id_of(entry),
        "kind": entry.kind,
        "title": _texts(entry.title),
        "summary": _texts(details.get("summary")),
        "starts_at": _moment(entry.starts_at),
        "ends_at": _moment(entry.ends_at),
        "place_id": str(entry.place_id) if entry.place_id else None,
        "track_id": _track_of(entry),
        "languages": list(details.get("languages") or ()),
        "interpretation": list(details.get("interpretation") or ()),
        "host": _texts(details["host"]) if details.get("host") else None,
        "capacity": entry.capacity,
        "speakers": [{"role": each.get("role", ""), "name": _texts(each.get("name"))} for each in speakers],
    }


def _pair(record: Any, name: str) -> dict[str, str]:
    return {language: getattr(record, f"{name}_{language}") for language in ("zh", "en")}


def _texts(both: Both | Mapping[str, str] | None) -> dict[str, str]:
    if isinstance(both, Both):
        return {"zh": both.zh, "en": both.en}
    return {language: (both or {}).get(language, "") for language in ("zh", "en")}


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
