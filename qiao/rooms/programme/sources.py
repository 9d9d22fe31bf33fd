"""Sessions as entries of the agenda."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qiao.kit.bilingual.localized import TAGS
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.programme.agenda import AgendaEntry, Both, Source
from qiao.rooms.programme.enums import Audience, ItemState, Language
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker

KEY = "programme.item"
LANGUAGES = dict(Language.choices)


def sessions(exchange: Exchange) -> list[AgendaEntry]:
    """Those that are not cancelled. All delegations are those that stand now."""
    rows = exchange.items.exclude(state=ItemState.CANCELLED)
    rows = rows.select_related("place__within", "destination__within", "track", "host__organisation")
    rows = rows.prefetch_related("delegations", "partners", "speakers__person")
    standing = frozenset(Delegation.objects.standing().filter(exchange=exchange).values_list("pk", flat=True))
    return [_entry(item, standing) for item in rows]


def key_of(item: ProgrammeItem) -> str:
    return f"{KEY}:{item.pk}"


def place_name(place: Place | None) -> Both:
    """A room with the venue that it is in."""
    if place is None:
        return Both()
    names = [place, place.within] if place.within else [place]
    return Both(*(", ".join(filter(None, (_in(each, language) for each in names))) for language in TAGS))


def _in(record: Any, language: str, name: str = "name") -> str:
    """In the other language where this one is missing."""
    zh, en = getattr(record, f"{name}_zh"), getattr(record, f"{name}_en")
    return str((zh or en) if language == "zh" else (en or zh))


def _entry(item: ProgrammeItem, standing: frozenset[UUID]) -> AgendaEntry:
    return AgendaEntry(
        key=key_of(item),
        kind=item.kind,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        title=_both(item, "title"),
        place=place_name(item.place),
        place_id=item.place_id,
        notes=tuple(notes(item)),
        for_everyone=item.audience == Audience.EVERYONE,
        delegations=_delegations(item, standing),
        partners=_partners(item),
        is_frame=item.is_frame,
        is_public=item.is_public,
        capacity=item.capacity,
        details=_details(item),
    )


def _delegations(item: ProgrammeItem, standing: frozenset[UUID]) -> frozenset[UUID]:
    if item.audience == Audience.DELEGATIONS:
        return standing
    named = item.audience == Audience.CHOSEN
    return frozenset(row.pk for row in item.delegations.all()) & standing if named else frozenset()


def _partners(item: ProgrammeItem) -> frozenset[UUID]:
    named = {partner.pk for partner in item.partners.all()}
    return frozenset(named | ({item.host_id} if item.host_id else set()))


def notes(item: ProgrammeItem) -> Iterable[Both]:
    if item.languages:
        yield _told(_("Languages: {what}"), tuple(item.languages))
    if item.interpretation:
        yield _told(_("Interpreted into: {what}"), tuple(item.interpretation))
    if item.host:
        name = _both(item.host.organisation, "name")
        yield _both_of(_("Host: {what}"), name)
    if item.destination:
        yield _both_of(_("To: {what}"), place_name(item.destination))
    if item.vehicle:
        yield _both_of(_("Bus or car: {what}"), Both(item.vehicle, item.vehicle))


def _details(item: ProgrammeItem) -> dict[str, Any]:
    """For the public page and the exports: plain JSON."""
    return {
        "summary": {language: getattr(item, f"summary_{language}") for language in TAGS},
        "track": _pair(item.track) if item.track else None,
        "track_id": str(item.track_id) if item.track_id else None,
        "destination_id": str(item.destination_id) if item.destination_id else None,
        "languages": item.languages,
        "interpretation": item.interpretation,
        "host": _pair(item.host.organisation) if item.host else None,
        "speakers": [_speaker(speaker) for speaker in item.speakers.all()],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "role": speaker.role,
        "name": _pair(speaker.person or speaker),
        "organisation": _pair(speaker, "organisation"),
        "person_id": str(speaker.person_id) if speaker.person_id else None,
    }


def _pair(record: Any, name: str = "name") -> dict[str, str]:
    return {language: getattr(record, f"{name}_{language}") for language in TAGS}


def _both(record: Any, name: str) -> Both:
    return Both(getattr(record, f"{name}_zh"), getattr(record, f"{name}_en"))


@lru_cache(maxsize=512)
def _told(sentence: Any, codes: tuple[str, ...]) -> Both:
    """The names of languages, in both languages."""
    return _both_of(sentence, Both(*(_joined(codes, language) for language in TAGS)))


def _joined(codes: tuple[str, ...], language: str) -> str:
    with override(TAGS[language]):
        return ("、" if language == "zh" else ", ").join(str(LANGUAGES.get(code, code)) for code in codes)


def _both_of(sentence: Any, what: Both) -> Both:
    return Both(_said(sentence, what.zh or what.en, "zh"), _said(sentence, what.en or what.zh, "en"))


def _said(sentence: Any, what: str, language: str) -> str:
    with override(TAGS[language]):
        return str(format_lazy(sentence, what=what))


SESSIONS = Source(sessions)
