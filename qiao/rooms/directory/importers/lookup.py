"""Finding many entries at once by what tables say: a constant number of queries for each few hundred."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.identifiers.credit_code import compact_credit_code
from qiao.rooms.directory.identifiers.domain import compact_domain
from qiao.rooms.directory.identifiers.ror import compact_ror
from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationName

CHUNK = 500
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_ROR = re.compile(r"0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}")
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")

Found = dict[str, list[UUID]]


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    values = sorted(set(values))
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def grouped(rows: QuerySet[Any], column: str, key: str, values: Iterable[Any]) -> dict[Any, list[UUID]]:
    """For each value of the column, the ids found under `key`."""
    found: dict[Any, list[UUID]] = defaultdict(list)
    for part in chunks(values):
        for value, pk in rows.filter(**{f"{column}__in": part}).values_list(column, key):
            if pk not in found[value]:
                found[value].append(pk)
    return found


def labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    """How organisations are told apart: name, place, country or region."""
    named: dict[UUID, str] = {}
    for part in chunks(ids):
        for row in Organisation.objects.filter(pk__in=part).only(
            "name_zh", "name_en", "city_zh", "city_en", "country"
        ):
            place = ", ".join(text for text in (str(row.city), row.country) if text)
            named[row.pk] = f"{row.name} ({place})"
    return named


def names_in(values: Iterable[str]) -> Found:
    rows = OrganisationName.objects.filter(organisation__merged_into=None)
    return grouped(rows, "folded", "organisation", values)


def domains_in(values: Iterable[str]) -> Found:
    rows = OrganisationDomain.objects.filter(organisation__merged_into=None)
    return grouped(rows, "suffix", "organisation", values)


@dataclass
class References:
    """Organisations that the rows of a table name, in whatever way."""

    texts: set[str]
    found: Mapping[str, list[UUID]] = field(default_factory=dict)
    labels: Mapping[UUID, str] = field(default_factory=dict)

    def resolve(self) -> "References":
        by_key: dict[tuple[str, str], list[UUID]] = {}
        wanted: dict[str, set[str]] = defaultdict(set)
        keys = {text: key_of(text) for text in self.texts}
        for kind, value in keys.values():
            wanted[kind].add(value)
        standing = Organisation.objects.standing()
        for kind, column in (("id", "id"), ("ror", "ror_id"), ("code", "credit_code")):
            rows = grouped(standing, column, "id", wanted[kind])
            by_key |= {(kind, str(value)): ids for value, ids in rows.items()}
        by_key |= {("domain", value): ids for value, ids in domains_in(wanted["domain"]).items()}
        by_key |= {("name", value): ids for value, ids in names_in(wanted["name"]).items()}
        self.found = {text: by_key.get(key, []) for text, key in keys.items()}
        self.labels = labels(pk for ids in self.found.values() for pk in ids)
        return self


def key_of(text: str) -> tuple[str, str]:
    if _UUID.fullmatch(text):
        return "id", text.lower()
    if _ROR.fullmatch(compact_ror(text)):
        return "ror", compact_ror(text)
    if _CODE.fullmatch(compact_credit_code(text)):
        return "code", compact_credit_code(text)
    domain = compact_domain(text)
    if _DOMAIN.fullmatch(domain) and " " not in text.strip():
        return "domain", domain
    return "name", folded(text)
