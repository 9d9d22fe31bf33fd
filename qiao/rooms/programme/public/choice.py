"""Which sessions of the public programme the reader wants to see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.public.sessions import named_languages, one_of

LONGEST = 40  # of an id
LABELS = {"track": _("Track"), "place": pgettext_lazy("session", "Place"), "language": _("Language")}


@dataclass(frozen=True, slots=True)
class Choice:
    """Ids as the address gives them; empty is any."""

    track: str = ""
    place: str = ""
    language: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Choice":
        return cls(*(query.get(each.name, "")[:LONGEST] for each in fields(cls)))

    @property
    def query(self) -> str:
        """For the address and the name of the copy, in one fixed order."""
        return urlencode({name: value for name, value in self._values() if value})

    def __bool__(self) -> bool:
        return any(value for _name, value in self._values())

    def apply(self, entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
        return [entry for entry in entries if self._fits(entry)]

    def _fits(self, entry: AgendaEntry) -> bool:
        return (
            (not self.track or entry.details.get("track_id") == self.track)
            and (not self.place or str(entry.place_id) == self.place)
            and (not self.language or self.language in languages_of(entry))
        )

    def _values(self) -> list[tuple[str, str]]:
        return [(each.name, getattr(self, each.name)) for each in fields(self)]


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One filter with what it offers; `everything` leads to the list without it."""

    name: str
    label: str | Promise
    everything: Option
    options: list[Option]


def languages_of(entry: AgendaEntry) -> set[str]:
    """That it is held in or interpreted into."""
    return {*(entry.details.get("languages") or ()), *(entry.details.get("interpretation") or ())}


def offers(entries: list[AgendaEntry], choice: Choice) -> list[Offer]:
    """Of what there is: a filter with one option or none is not offered."""
    found = [_offer(name, named, choice) for name, named in _named(entries).items()]
    return [offer for offer in found if len(offer.options) > 1 or getattr(choice, offer.name)]


def is_known(entries: list[AgendaEntry], choice: Choice) -> bool:
    """An id that no entry has is no page: nobody fills the store with copies of nothing."""
    named = _named(entries)
    return all(not value or value in named[name] for name, value in choice._values())


def _named(entries: list[AgendaEntry]) -> dict[str, dict[str, str]]:
    tracked = [entry.details for entry in entries if entry.details.get("track_id")]
    tracks = {str(details["track_id"]): one_of(details.get("track")) for details in tracked}
    places = {str(entry.place_id): one_of(entry.place) for entry in entries if entry.place_id}
    codes = {code for entry in entries for code in languages_of(entry)}
    return {"track": tracks, "place": places, "language": {code: named_languages((code,)) for code in codes}}


def _offer(name: str, named: dict[str, str], choice: Choice) -> Offer:
    language, chosen = active_language(), getattr(choice, name)
    in_order = sorted(named.items(), key=lambda pair: sort_key(pair[1], language))
    options = [Option(label, _with(choice, name, value), value == chosen) for value, label in in_order]
    return Offer(name, LABELS[name], Option("", _with(choice, name, ""), not chosen), options)


def _with(choice: Choice, name: str, value: str) -> str:
    changed: dict[str, Any] = {name: value}
    return replace(choice, **changed).query
