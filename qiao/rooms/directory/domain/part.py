"""What an organisation's entry is made of, besides its names: facts, pictures, films, units, equipment,
fields, domains and contacts. Each is added, changed and removed by whoever may change the organisation."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.files.models import StoredFile
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.store import remove, store_prepared
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.directory.domain.display import refresh_organisations
from qiao.rooms.directory.errors import UnitInUse
from qiao.rooms.directory.models import (
    Contact,
    Equipment,
    Fact,
    Film,
    GalleryImage,
    Organisation,
    OrganisationDomain,
    OrganisationField,
    Unit,
    UnitField,
)

Part = (
    Contact
    | Equipment
    | Fact
    | Film
    | GalleryImage
    | OrganisationDomain
    | OrganisationField
    | Unit
    | UnitField
)
PARTS: tuple[type[Part], ...] = (
    Contact,
    Equipment,
    Fact,
    Film,
    GalleryImage,
    OrganisationDomain,
    OrganisationField,
    Unit,
    UnitField,
)
FILE_ACCESS = "directory.organisation"


@transaction.atomic
def add_part(part: Part, *, actor: User, files: Mapping[str, PreparedFile] | None = None) -> Part:
    organisation = organisation_of(part)
    require(actor, "directory.change_organisation", organisation)
    for name, prepared in (files or {}).items():
        setattr(part, name, store_for(organisation, actor, prepared))
    part.full_clean()
    part.save(force_insert=True)
    refresh_organisations([organisation])
    record(actor, action_of(part, "added"), organisation, changes=described(part))
    return part


@transaction.atomic
def change_part(
    part: Part,
    *,
    actor: User,
    values: Mapping[str, Any],
    files: Mapping[str, PreparedFile | None] | None = None,
) -> Part:
    """A file that is None is taken away, one that is not named stays."""
    organisation = organisation_of(part)
    require(actor, "directory.change_organisation", organisation)
    old = [getattr(part, name) for name in files or {}]
    new = {
        name: prepared and store_for(organisation, actor, prepared)
        for name, prepared in (files or {}).items()
    }
    if changes := apply(part, {**values, **new}):
        _remove(old)
        refresh_organisations([organisation])
        record(actor, action_of(part, "changed"), organisation, changes=changes)
    return part


@transaction.atomic
def remove_part(part: Part, *, actor: User) -> None:
    organisation = organisation_of(part)
    require(actor, "directory.change_organisation", organisation)
    if isinstance(part, Unit) and part.children.exists():
        raise UnitInUse
    changes = {name: told and told[::-1] for name, told in described(part).items()}
    files = files_of(part)
    part.delete()
    _remove(files)
    refresh_organisations([organisation])
    record(actor, action_of(part, "removed"), organisation, changes=changes)


@transaction.atomic
def set_logo(organisation: Organisation, *, actor: User, prepared: PreparedFile | None) -> Organisation:
    """None takes the logo away."""
    require(actor, "directory.change_organisation", organisation)
    old = [organisation.logo]
    stored = prepared and store_for(organisation, actor, prepared)
    if changes := apply(organisation, {"logo": stored}):
        _remove(old)
        record(actor, "directory.organisation.changed", organisation, changes=changes)
    return organisation


def organisation_of(part: Part) -> Organisation:
    return part.unit.organisation if isinstance(part, Equipment | UnitField) else part.organisation


def action_of(part: Part | type[Part], verb: str) -> str:
    return f"directory.{part._meta.model_name}.{verb}"


def files_of(part: models.Model) -> list[StoredFile | None]:
    relations = [field for field in part._meta.concrete_fields if field.related_model is StoredFile]
    return [getattr(part, field.name) for field in relations]


def store_for(organisation: Organisation, actor: User, prepared: PreparedFile) -> StoredFile:
    return store_prepared(prepared, owner=actor, access=FILE_ACCESS, subject=organisation)


def _remove(files: list[StoredFile | None]) -> None:
    for stored in files:
        if stored is not None:
            remove(stored)
