"""Drafts of people as rows: worked out before the transaction, stored in it in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from qiao.kit.imports.errors import ChangedSinceCheck
from qiao.kit.imports.importer import Plan, PlannedRow, Told, Written
from qiao.rooms.directory.domain.changes import described
from qiao.rooms.directory.domain.display import COPIES, copy_names, index_people
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.enums import Provenance
from qiao.rooms.directory.importers.lookup import chunks
from qiao.rooms.directory.importers.store import add_rows, plain_value, save_rows
from qiao.rooms.directory.importers.trail import record_many
from qiao.rooms.directory.models import Affiliation, Organisation, Person, PersonName

TOLD_EVERY = 100
CARD = ["email", "phone", "orcid", "about_zh", "about_en", "languages", "provenance", "source_note"]
TERMS = ["position_zh", "position_en", "starts_on"]


@dataclass
class Batch:
    actor: Any
    created: list[Person] = field(default_factory=list)
    updated: list[Person] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    changed: list[Affiliation] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    told: list[tuple[type[Person], UUID, Mapping[str, Any]]] = field(default_factory=list)

    def store(self) -> list[Written]:
        add_rows(Person, self.created)
        save_rows(Person, self.updated, [*CARD, *COPIES])
        add_rows(PersonName, self.names)
        add_rows(Affiliation, self.affiliations)
        save_rows(Affiliation, self.changed, TERMS)
        record_many(self.actor, "directory.person.imported", self.told)
        return self.written


def plan_people(rows: Sequence[PlannedRow], *, actor: Any, told: Told) -> Plan:
    batch = Batch(actor)
    targets = _targets({row.target for row in rows if row.target})
    homes = _homes({UUID(row.draft["organisation"]) for row in rows if row.draft["organisation"]})
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            told(done)
        home = row.draft["organisation"]
        if home and UUID(home) not in homes:
            raise ChangedSinceCheck
        if row.target is None:
            _create(batch, row)
        elif (target := targets.get(row.target)) is not None:
            _update(batch, row, target)
        else:
            raise ChangedSinceCheck
    ids = [each.object_id for each in batch.written]
    return Plan(batch.store, lambda: index_people(ids))


def _targets(ids: set[UUID]) -> dict[UUID, Person]:
    found: dict[UUID, Person] = {}
    for part in chunks(ids):
        rows = Person.objects.filter(pk__in=part).prefetch_related("names", "affiliations")
        found |= {row.pk: row for row in rows}
    return found


def _homes(ids: set[UUID]) -> set[UUID]:
    standing = Organisation.objects.standing()
    return {pk for part in chunks(ids) for pk in standing.filter(pk__in=part).values_list("pk", flat=True)}


def _create(batch: Batch, row: PlannedRow) -> None:
    person = Person(**({"provenance": Provenance.REGISTERED} | row.draft["values"]))
    names = [_name(person, name) for name in row.draft["names"]]
    copy_names(person, names)
    batch.names += names
    if row.draft["organisation"]:
        batch.affiliations.append(_affiliation(person, row))
    batch.created.append(person)
    batch.written.append(Written(row.number, person.pk, str(person.name)))
    batch.told.append((Person, person.pk, described(person)))


def _update(batch: Batch, row: PlannedRow, target: Person) -> None:
    before = {name: plain_value(getattr(target, name)) for name in row.draft["values"]}
    for name, value in row.draft["values"].items():
        setattr(target, name, value)
    names = _new_names(target, row.draft["names"])
    copy_names(target, [*target.names.all(), *names])
    ledger: dict[str, Any] = {"values": before, "added": {"names": [str(name.pk) for name in names]}}
    ledger["added"]["affiliations"], ledger["terms"] = _place(batch, row, target)
    batch.names += names
    batch.updated.append(target)
    batch.written.append(Written(row.number, target.pk, str(target.name), before=ledger))
    batch.told.append((Person, target.pk, dict.fromkeys(row.draft["values"])))


def _place(batch: Batch, row: PlannedRow, target: Person) -> tuple[list[str], dict[str, Any]]:
    """Ids of new affiliations, and what an affiliation that is there already said before."""
    home = row.draft["organisation"]
    if not home:
        return [], {}
    present = [each for each in target.affiliations.all() if str(each.organisation_id) == home]
    if not present:
        added = _affiliation(target, row)
        batch.affiliations.append(added)
        return [str(added.pk)], {}
    known = present[0]
    before = {name: plain_value(getattr(known, name)) for name in row.draft["terms"]}
    for name, value in _terms(row).items():
        setattr(known, name, value)
    batch.changed.append(known)
    return [], {"id": str(known.pk), "values": before}


def _affiliation(person: Person, row: PlannedRow) -> Affiliation:
    return Affiliation(person=person, organisation_id=UUID(row.draft["organisation"]), **_terms(row))


def _terms(row: PlannedRow) -> dict[str, Any]:
    terms = dict(row.draft["terms"])
    if "starts_on" in terms:
        terms["starts_on"] = date.fromisoformat(terms["starts_on"])
    return terms


def _new_names(target: Person, drafts: Sequence[dict[str, Any]]) -> list[PersonName]:
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


def _name(person: Person, draft: dict[str, Any]) -> PersonName:
    return PersonName(person=person, folded=folded(draft["value"]), **draft)
