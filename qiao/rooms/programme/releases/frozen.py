"""What a release keeps: the agenda as JSON and back, exactly, and who was where, as ids alone."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from qiao.rooms.programme.agenda import AgendaEntry, Both

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part at the moment of a release: the seated members of each delegation, and the partners."""

    delegations: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    partners: frozenset[UUID] = frozenset()

    def delegation_of(self) -> dict[UUID, UUID]:
        """The delegation of each member."""
        return {member: key for key, members in self.delegations.items() for member in members}

    def has(self, key: UUID) -> bool:
        """A delegation, a member of one, or a partner."""
        is_group = key in self.delegations or key in self.partners
        return is_group or any(key in members for members in self.delegations.values())


def freeze(entry: AgendaEntry) -> Json:
    """Only what differs from an empty entry is written."""
    told: Json = {
        "key": entry.key,
        "kind": entry.kind,
        "starts_at": _moment(entry.starts_at),
        "ends_at": _moment(entry.ends_at),
        "title": _texts(entry.title),
        "place": _texts(entry.place),
        "place_id": str(entry.place_id) if entry.place_id else None,
        "notes": [_texts(note) for note in entry.notes],
        "for_everyone": entry.for_everyone,
        "delegations": _ids(entry.delegations),
        "members": _ids(entry.members),
        "partners": _ids(entry.partners),
        "is_frame": entry.is_frame,
        "is_public": entry.is_public,
        "capacity": entry.capacity,
        "details": entry.details,
    }
    return {name: value for name, value in told.items() if not _is_left_out(value)}


def thaw(told: Json) -> AgendaEntry:
    return AgendaEntry(
        key=told["key"],
        kind=told.get("kind", ""),
        starts_at=dt.datetime.fromisoformat(told["starts_at"]),
        ends_at=dt.datetime.fromisoformat(told["ends_at"]),
        title=_both(told.get("title")),
        place=_both(told.get("place")),
        place_id=UUID(told["place_id"]) if "place_id" in told else None,
        notes=tuple(_both(note) for note in told.get("notes", ())),
        for_everyone=told.get("for_everyone", False),
        delegations=_uuids(told.get("delegations", ())),
        members=_uuids(told.get("members", ())),
        partners=_uuids(told.get("partners", ())),
        is_frame=told.get("is_frame", False),
        is_public=told.get("is_public", False),
        capacity=told.get("capacity"),
        details=told.get("details", {}),
    )


def freeze_all(entries: Iterable[AgendaEntry]) -> list[Json]:
    return [freeze(entry) for entry in entries]


def thaw_all(told: Iterable[Json]) -> tuple[AgendaEntry, ...]:
    return tuple(thaw(each) for each in told)


def freeze_people(people: People) -> Json:
    return {
        "delegations": {str(key): _ids(members) for key, members in people.delegations.items()},
        "partners": _ids(people.partners),
    }


def thaw_people(told: Json) -> People:
    delegations = {UUID(key): _uuids(members) for key, members in told.get("delegations", {}).items()}
    return People(delegations, _uuids(told.get("partners", ())))


def digest(entries: Iterable[AgendaEntry], people: People) -> str:
    """The same whatever the order of ids: it says what is consented to, and is an ETag."""
    told = {"entries": freeze_all(entries), "people": freeze_people(people)}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _is_left_out(value: Any) -> bool:
    """What `thaw` puts back; 0 is not `False`."""
    return value is None or value is False or value in ("", [], {})


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


def _texts(both: Both) -> Json:
    return {name: text for name, text in (("zh", both.zh), ("en", both.en)) if text}


def _both(told: Json | None) -> Both:
    return Both(**told) if told else Both()


def _ids(keys: Iterable[UUID]) -> list[str]:
    return sorted(str(key) for key in keys)


def _uuids(keys: Iterable[str]) -> frozenset[UUID]:
    return frozenset(UUID(key) for key in keys)
