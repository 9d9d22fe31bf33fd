"""Taking an import of organisations back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from qiao.rooms.directory.domain.display import COPIES, copy_names, index_organisations
from qiao.rooms.directory.importers.lookup import chunks
from qiao.rooms.directory.importers.organisations.write import PROFILE
from qiao.rooms.directory.importers.store import remove_rows, save_rows, unindex_many
from qiao.rooms.directory.importers.trail import record_many
from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationField, OrganisationName

_ADDED = {"names": OrganisationName, "domains": OrganisationDomain, "fields": OrganisationField}


def undo_organisations(
    created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any
) -> None:
    record_many(
        actor,
        "directory.organisation.import_undone",
        [(Organisation, pk, {}) for pk in [*created, *updated]],
    )
    remove_rows(Organisation, created)
    unindex_many(Organisation, created)
    _restore(updated)
    index_organisations(updated)


def _restore(updated: Mapping[UUID, dict[str, Any]]) -> None:
    for name, model in _ADDED.items():
        remove_rows(model, [pk for before in updated.values() for pk in before["added"][name]])
    restored = []
    for part in chunks(updated):
        for row in Organisation.objects.filter(pk__in=part).prefetch_related("names"):
            for name, value in updated[row.pk]["values"].items():
                setattr(row, name, value)
            copy_names(row, list(row.names.all()))
            restored.append(row)
    save_rows(Organisation, restored, [*PROFILE, *COPIES])
