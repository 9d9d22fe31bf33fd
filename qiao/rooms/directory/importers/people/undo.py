"""Taking an import of people back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from qiao.rooms.directory.domain.display import COPIES, copy_names, index_people
from qiao.rooms.directory.importers.lookup import chunks
from qiao.rooms.directory.importers.people.write import CARD, TERMS
from qiao.rooms.directory.importers.store import remove_rows, save_rows, unindex_many
from qiao.rooms.directory.importers.trail import record_many
from qiao.rooms.directory.models import Affiliation, Person, PersonName


def undo_people(created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any) -> None:
    told: list[tuple[type[Person], UUID, dict[str, Any]]] = [(Person, pk, {}) for pk in [*created, *updated]]
    record_many(actor, "directory.person.import_undone", told)
    remove_rows(Person, created)
    unindex_many(Person, created)
    _restore(updated)
    index_people(updated)


def _restore(updated: Mapping[UUID, dict[str, Any]]) -> None:
    ledgers = list(updated.values())
    remove_rows(PersonName, [pk for before in ledgers for pk in before["added"]["names"]])
    remove_rows(Affiliation, [pk for before in ledgers for pk in before["added"]["affiliations"]])
    _restore_terms(
        {UUID(before["terms"]["id"]): before["terms"]["values"] for before in ledgers if before["terms"]}
    )
    restored = []
    for part in chunks(updated):
        for row in Person.objects.filter(pk__in=part).prefetch_related("names"):
            for name, value in updated[row.pk]["values"].items():
                setattr(row, name, value)
            copy_names(row, list(row.names.all()))
            restored.append(row)
    save_rows(Person, restored, [*CARD, *COPIES])


def _restore_terms(terms: Mapping[UUID, dict[str, Any]]) -> None:
    restored = []
    for part in chunks(terms):
        for row in Affiliation.objects.filter(pk__in=part):
            for name, value in terms[row.pk].items():
                setattr(row, name, value)
            restored.append(row)
    save_rows(Affiliation, restored, TERMS)
