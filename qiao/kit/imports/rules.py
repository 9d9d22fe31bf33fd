"""Who may import what: whoever the importer lets in."""

from typing import Any

import rules

from qiao.kit.imports.importer import importers


@rules.predicate
def may_import_that(actor: Any, subject: Any = None) -> bool:
    return bool(subject is not None and subject.importer in importers and subject.kind.lets_in(actor))


@rules.predicate
def may_import_something(actor: Any, _subject: Any = None) -> bool:
    return any(importer.lets_in(actor) for importer in importers)


def add_permissions() -> None:
    rules.add_perm("imports.use_import", may_import_that)
    rules.add_perm("imports.list_imports", may_import_something)


def open_to(actor: Any) -> list[str]:
    """The names of the importers that the actor may use."""
    return [name for name, importer in importers.items() if importer.lets_in(actor)]
