"""Drafts of organisations as rows: worked out before the transaction, stored in it in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from qiao.kit.imports.errors import ChangedSinceCheck
from qiao.kit.imports.importer import Plan, PlannedRow, Told, Written
from qiao.rooms.directory.domain.changes import described
from qiao.rooms.directory.domain.display import COPIES, copy_names, index_organisations
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.enums import Provenance, Publication
from qiao.rooms.directory.importers.lookup import chunks
from qiao.rooms.directory.importers.store import add_rows, plain_value, save_rows
from qiao.rooms.directory.importers.trail import record_many
from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationField, OrganisationName

TOLD_EVERY = 100
PROFILE = [
    *("kind", "ror_id", "credit_code", "country", "city_zh", "city_en", "latitude", "longitude"),
    *("time_zone", "website", "positioning_zh", "positioning_en", "core_business_zh", "core_business_en"),
    *("provenance", "source_note"),
]
Rows = list[OrganisationName] | list[OrganisationDomain] | list[OrganisationField]


@dataclass
class Batch:
    actor: Any
    is_published: bool
    created: list[Organisation] = field(default_factory=list)
    updated: list[Organisation] = field(default_factory=list)
    names: list[OrganisationName] = field(default_factory=list)
    domains: list[OrganisationDomain] = field(default_factory=list)
    fields: list[OrganisationField] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    told: list[tuple[type[Organisation], UUID, Mapping[str, Any]]] = field(default_factory=list)

    def store(self) -> list[Written]:
        add_rows(Organisation, self.created)
        save_rows(Organisation, self.updated, [*PROFILE, *COPIES])
        add_rows(OrganisationName, self.names)
        add_rows(OrganisationDomain, self.domains)
        add_rows(OrganisationField, self.fields)
        record_many(self.actor, "directory.organisation.imported", self.told)
        return self.written


def plan_organisations(
    rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
) -> Plan:
    batch = Batch(actor, is_published=options.get("publish", False))
    targets = _targets({row.target for row in rows if row.target})
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            told(done)
        if row.target is None:
            _create(batch, row)
        elif (target := targets.get(row.target)) is not None:
            _update(batch, row, target)
        else:
            raise ChangedSinceCheck
    ids = [each.object_id for each in batch.written]
    return Plan(batch.store, lambda: index_organisations(ids))


def _targets(ids: set[UUID]) -> dict[UUID, Organisation]:
    found: dict[UUID, Organisation] = {}
    for part in chunks(ids):
        rows = Organisation.objects.standing().filter(pk__in=part)
        found |= {row.pk: row for row in rows.prefetch_related("names", "domains", "fields")}
    return found


def _create(batch: Batch, row: PlannedRow) -> None:
    values = {"provenance": Provenance.REGISTERED} | row.draft["values"]
    organisation = Organisation(**values)
    if batch.is_published:
        organisation.publication = Publication.PUBLISHED
        organisation.publication_changed_at = timezone.now()
        organisation.publication_changed_by = batch.actor
    names = [_name(organisation, name) for name in row.draft["names"]]
    copy_names(organisation, names)
    batch.names += names
    batch.domains += [OrganisationDomain(organisation=organisation, suffix=s) for s in row.draft["domains"]]
    batch.fields += [OrganisationField(organisation=organisation, code=c) for c in row.draft["fields"]]
    batch.created.append(organisation)
    batch.written.append(Written(row.number, organisation.pk, str(organisation.name)))
    batch.told.append((Organisation, organisation.pk, described(organisation)))


def _update(batch: Batch, row: PlannedRow, target: Organisation) -> None:
    """What the table says replaces what was there; what it leaves open stays. Names are only added."""
    before = {name: plain_value(getattr(target, name)) for name in row.draft["values"]}
    for name, value in row.draft["values"].items():
        setattr(target, name, value)
    names = _new_names(target, row.draft["names"])
    domains = _missing(row.draft["domains"], [domain.suffix for domain in target.domains.all()])
    codes = _missing(row.draft["fields"], [each.code for each in target.fields.all()])
    added: dict[str, Rows] = {
        "names": names,
        "domains": [OrganisationDomain(organisation=target, suffix=suffix) for suffix in domains],
        "fields": [OrganisationField(organisation=target, code=code) for code in codes],
    }
    copy_names(target, [*target.names.all(), *names])
    _note_update(batch, row, target, before, added)


def _note_update(
    batch: Batch, row: PlannedRow, target: Organisation, before: dict[str, Any], added: dict[str, Any]
) -> None:
    batch.updated.append(target)
    batch.names += added["names"]
    batch.domains += added["domains"]
    batch.fields += added["fields"]
    ids = {name: [str(each.pk) for each in rows] for name, rows in added.items()}
    batch.written.append(
        Written(row.number, target.pk, str(target.name), before={"values": before, "added": ids})
    )
    changes = {
        name: [old, plain_value(getattr(target, name))]
        for name, old in before.items()
        if old != plain_value(getattr(target, name))
    }
    batch.told.append((Organisation, target.pk, changes))


def _new_names(target: Organisation, drafts: Sequence[dict[str, Any]]) -> list[OrganisationName]:
    known = {(name.language, name.folded) for name in target.names.all()}
    preferred = {name.language for name in target.names.all() if name.is_preferred}
    added = []
    for draft in drafts:
        name = _name(target, draft)
        name.is_preferred = name.is_preferred and name.language not in preferred
        if (name.language, name.folded) not in known:
            known.add((name.language, name.folded))
            added.append(name)
    return added


def _name(organisation: Organisation, draft: dict[str, Any]) -> OrganisationName:
    return OrganisationName(organisation=organisation, folded=folded(draft["value"]), **draft)


def _missing(wanted: Sequence[str], present: Sequence[str]) -> list[str]:
    return [value for value in wanted if value not in set(present)]
