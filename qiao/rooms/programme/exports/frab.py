"""The current release in the XML of the conference tool frab, which schedule apps and video teams read."""

import datetime as dt
import hashlib
import re
import uuid
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.utils.translation import gettext as _

import qiao
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.enums import ItemKind
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.people import speakers_named
from qiao.rooms.programme.public.sessions import id_of, one_of
from qiao.rooms.programme.public.structured import public_url, session_url

KINDS = dict(ItemKind.choices)
STEP = "00:05"  # the grid that readers of the format draw
LONGEST_ID = 2**31
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def schedule_bytes(programme: Programme) -> bytes:
    root = Element("schedule")
    SubElement(root, "generator", name="qiao", version=qiao.__version__)
    _add(root, "url", public_url(programme.exchange))
    _add(root, "version", str(programme.release.number) if programme.release else "0")
    _add_conference(root, programme)
    _add_days(root, programme)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _add_conference(root: Element, programme: Programme) -> None:
    exchange = programme.exchange
    conference = SubElement(root, "conference")
    _add(conference, "acronym", f"qiao-{str(exchange.pk)[:8]}")
    _add(conference, "title", exchange.name.text)
    _add(conference, "start", exchange.starts_on.isoformat())
    _add(conference, "end", exchange.ends_on.isoformat())
    _add(conference, "days", str((exchange.ends_on - exchange.starts_on).days + 1))
    _add(conference, "timeslot_duration", STEP)
    _add(conference, "base_url", settings.BASE_URL)
    _add(conference, "time_zone_name", exchange.time_zone)
    tracks = {entry.details.get("track_id"): entry.details.get("track") for entry in programme.entries}
    for key, track in tracks.items():
        if key and track:
            SubElement(conference, "track", name=_legal(one_of(track)), slug=str(key))


def _add_days(root: Element, programme: Programme) -> None:
    """Every day of the exchange, and a day before or after where a session lies there."""
    exchange, named = programme.exchange, speakers_named(programme.entries)
    length = (exchange.ends_on - exchange.starts_on).days + 1
    found: dict[dt.date, list[AgendaEntry]] = {
        exchange.starts_on + dt.timedelta(days=number): [] for number in range(length)
    }
    for entry in programme.entries:
        found.setdefault(entry.starts_at.astimezone(exchange.zone).date(), []).append(entry)
    for index, (day, entries) in enumerate(sorted(found.items()), 1):
        element = SubElement(root, "day", index=str(index), date=day.isoformat())
        begins = dt.datetime.combine(day, dt.time.min, tzinfo=exchange.zone)
        element.set("start", begins.isoformat())
        element.set("end", (begins + dt.timedelta(hours=23, minutes=59)).isoformat())
        _add_rooms(element, programme, entries, named)


def _add_rooms(
    day: Element, programme: Programme, entries: list[AgendaEntry], named: dict[str, list[Any]]
) -> None:
    in_rooms = sorted(entries, key=lambda entry: (one_of(entry.place), entry.starts_at, entry.key))
    for place, together in groupby(in_rooms, key=lambda entry: one_of(entry.place)):
        room = SubElement(day, "room", name=_legal(place) or _("elsewhere"))
        for entry in together:
            if entry.place_id and "guid" not in room.attrib:
                room.set("guid", str(entry.place_id))
            _add_event(room, programme, entry, named[entry.key])


def _add_event(room: Element, programme: Programme, entry: AgendaEntry, speakers: list[Any]) -> None:
    details, key = entry.details, id_of(entry)
    begins = entry.starts_at.astimezone(programme.exchange.zone)
    event = SubElement(room, "event", guid=guid_of(entry.key), id=str(_number(entry.key)))
    _add(event, "room", room.get("name", ""))
    _add(event, "title", one_of(entry.title))
    _add(event, "subtitle", _in_the_other_language(entry))
    _add(event, "type", str(KINDS.get(entry.kind, entry.kind)))
    _add(event, "date", begins.isoformat())
    _add(event, "start", f"{begins:%H:%M}")
    _add(event, "duration", _duration(entry.ends_at - entry.starts_at))
    _add(event, "abstract", one_of(details.get("summary")))
    _add(event, "slug", f"qiao-{key}")
    _add(event, "track", one_of(details.get("track")))
    _add(event, "logo", "")
    persons = SubElement(event, "persons")
    for each in speakers:
        name = one_of(each.get("name"))
        person = SubElement(persons, "person", id=str(_number(each.get("person_id") or name)))
        person.text = _legal(name)
    _add(event, "language", ",".join(details.get("languages") or ()))
    _add(event, "description", "")
    recording = SubElement(event, "recording")
    _add(recording, "license", "")
    _add(recording, "optout", "true")
    for name in ("links", "attachments"):
        SubElement(event, name)
    _add(event, "url", session_url(programme.exchange, key))
    _add(event, "feedback_url", "")


def _in_the_other_language(entry: AgendaEntry) -> str:
    shown = one_of(entry.title)
    return entry.title.en if shown == entry.title.zh else entry.title.zh


def _duration(length: dt.timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def guid_of(key: str) -> str:
    """The id of what happens, where it is one; else one made from the key, the same for good."""
    try:
        return str(uuid.UUID(key.rpartition(":")[2]))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, key))


def _number(key: str) -> int:
    """The format wants a whole number: the same for the same key."""
    return int.from_bytes(hashlib.sha256(str(key).encode()).digest()[:8]) % (LONGEST_ID - 1) + 1


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    """Without what no XML may hold, escaped or not."""
    return _ILLEGAL.sub("", text)
