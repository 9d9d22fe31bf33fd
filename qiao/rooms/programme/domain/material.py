"""Slides, handouts, films and links of an exchange and its sessions."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.files.models import StoredFile
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.store import remove_all, store_prepared
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.programme.models import Material

FILE_ACCESS = "programme.material"
FILES = ("file", "poster", "captions_zh", "captions_en")
Files = Mapping[str, PreparedFile | None]


@transaction.atomic
def add_material(material: Material, *, actor: User, files: Files | None = None) -> Material:
    require(actor, "programme.change_materials", material.exchange)
    for name, prepared in (files or {}).items():
        setattr(material, name, prepared and _store(material, actor, prepared))
    material.full_clean()
    material.save(force_insert=True)
    record(actor, "programme.material.added", material, changes=described(material))
    return material


@transaction.atomic
def change_material(
    material: Material, *, actor: User, values: Mapping[str, Any], files: Files | None = None
) -> Material:
    """A file that is None is taken away, one that is not named stays."""
    material = Material.objects.select_for_update().get(pk=material.pk)
    require(actor, "programme.change_materials", material.exchange)
    old = [getattr(material, name) for name in files or {}]
    new = {name: prepared and _store(material, actor, prepared) for name, prepared in (files or {}).items()}
    if changes := apply(material, {**values, **new}):
        remove_all([stored for stored in old if stored])
        record(actor, "programme.material.changed", material, changes=changes)
    return material


@transaction.atomic
def remove_material(material: Material, *, actor: User) -> None:
    require(actor, "programme.change_materials", material.exchange)
    files = files_of(material)
    record(
        actor, "programme.material.removed", material.exchange, changes={"material": [str(material.pk), None]}
    )
    material.delete()
    remove_all(files)


def files_of(material: Material) -> list[StoredFile]:
    return [stored for name in FILES if (stored := getattr(material, name))]


def may_read(user: Any, stored: StoredFile) -> bool:
    """Whoever may see the material that the file belongs to."""
    rows = Material.objects.select_related("exchange", "item")
    material = rows.filter(pk=stored.subject_id).first() if stored.subject_id else None
    return material is not None and may(user, "programme.view_material", material)


def visible_materials(exchange: Any, actor: Any) -> list[Material]:
    rows = exchange.materials.with_files().select_related("exchange")
    return [material for material in rows if may(actor, "programme.view_material", material)]


def _store(material: Material, actor: User, prepared: PreparedFile) -> StoredFile:
    return store_prepared(prepared, owner=actor, access=FILE_ACCESS, subject=material)
