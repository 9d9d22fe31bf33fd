"""Which organisation of the directory is meant: by id, then by name; else a new entry is made."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.enums import OrganisationKind
from qiao.rooms.directory.importers.lookup import References, key_of
from qiao.rooms.directory.models import Organisation
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.workbook.event import Organisation as Said
from qiao.rooms.meetings.workbook.parties import named_at
from qiao.rooms.meetings.workbook.plans import ORGANISATIONS
from qiao.rooms.meetings.workbook.records import Record

IDS = {"ror": "ror_id", "code": "credit_code"}


def take_organisations(taking: Taking) -> dict[str, Organisation]:
    """Those that come or receive, by the key of the workbook. What the directory says of them stays."""
    known = _Known(taking)
    found = {}
    for said, record in taking.rows("organisations"):
        if said.key in taking.event.party and (meant := _meant(taking, known, said, record)):
            found[said.key] = meant
    return found


def _meant(taking: Taking, known: "_Known", said: Said, record: Record) -> Organisation | None:
    if known.is_hidden(record):
        taking.ledger.fault(record, "code", "organisation-hidden")
        return None
    ids = known.ids_of(said, record)
    if len(ids) > 1:
        taking.ledger.fault(record, named_at(record), "organisation-unclear", value=said.name)
        return None
    return known.entries[ids.pop()] if ids else _new(taking, said, record)


class _Known:
    """The entries that the actor may see, or that take part already."""

    def __init__(self, taking: Taking) -> None:
        texts = {text for said, record in taking.rows("organisations") for text in _texts(said, record)}
        self.found = References(texts).resolve().found
        ids = {pk for several in self.found.values() for pk in several}
        self.here = _taking_part(taking)
        seen = Organisation.objects.visible_to(taking.actor).filter(pk__in=ids).values_list("pk", flat=True)
        self.entries = Organisation.objects.in_bulk(set(seen) | (ids & self.here))

    def is_hidden(self, record: Record) -> bool:
        ids = self.found[record["code"]] if _is_id(record["code"]) else []
        return any(pk not in self.entries for pk in ids)

    def ids_of(self, said: Said, record: Record) -> set[UUID]:
        """By its id; else by its names, and then whoever takes part already goes first."""
        if _is_id(record["code"]) and self.found[record["code"]]:
            return {self.found[record["code"]][0]}
        by_name = [self._seen(name) for name in (said.name.zh, said.name.en) if name]
        by_name = [ids for ids in by_name if ids]
        ids = (by_name and set.intersection(*by_name)) or set().union(*by_name)
        return (ids & self.here) or ids

    def _seen(self, name: str) -> set[UUID]:
        return {pk for pk in self.found.get(name, []) if pk in self.entries}


def _texts(said: Said, record: Record) -> Iterator[str]:
    if _is_id(record["code"]):
        yield record["code"]
    yield from filter(None, (said.name.zh, said.name.en))


def _is_id(code: str) -> bool:
    return bool(code) and key_of(code)[0] in ("id", *IDS)


def _taking_part(taking: Taking) -> set[UUID]:
    exchange = taking.exchange
    hosts = exchange.partners.values_list("organisation", flat=True)
    return {*hosts, *exchange.delegations.standing().values_list("organisation", flat=True)}


def _new(taking: Taking, said: Said, record: Record) -> Organisation | None:
    country = said.country or taking.country
    if not country:
        column = next(each for each in ORGANISATIONS.columns if each.field == "country")
        taking.ledger.fault(record, "country", "country-needed", value=said.name, column=column.heading)
        return None
    made = taking.ledger.attempt(
        record,
        "code",
        lambda: create_organisation(
            actor=taking.actor, names=_names(said), values=_values(taking, said, record, country)
        ),
    )
    if made is not None:
        taking.ledger.note(record, RowChoice.CREATE, made.pk)
    return made


def _names(said: Said) -> list[NameDraft]:
    named = (("zh", said.name.zh), ("en", said.name.en))
    return [NameDraft(value=value, language=language) for language, value in named if value]


def _values(taking: Taking, said: Said, record: Record, country: str) -> dict[str, Any]:
    usual = OrganisationKind.COMPANY if said.key in taking.hosting else OrganisationKind.UNIVERSITY
    values = {"kind": said.kind or usual.value, "country": country}
    kind, code = key_of(record["code"]) if record["code"] else ("", "")
    return values | ({IDS[kind]: code} if kind in IDS else {})
