"""The second step: which column is which, and with which options."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qiao.kit.imports.enums import ImportState
from qiao.kit.imports.errors import MappingIncomplete
from qiao.kit.imports.models import Import
from qiao.kit.imports.step import locked, move, note
from qiao.kit.imports.upload import forget_rows


@transaction.atomic
def set_mapping(
    source: Import, *, actor: Any, mapping: Sequence[str], options: Mapping[str, bool] | None = None
) -> Import:
    """One field, or nothing, for each heading; refused while a needed field has no column."""
    source = locked(source, actor)
    _check(source, mapping)
    known = {option.name for option in source.kind.options}
    chosen = source.options | {name: value for name, value in (options or {}).items() if name in known}
    forget_rows(source)
    move(
        source,
        ImportState.MAPPED,
        mapping=list(mapping),
        options=chosen,
        problem_count=0,
        refusal={},
        job=None,
    )
    note(actor, "mapped", source)
    return source


def _check(source: Import, mapping: Sequence[str]) -> None:
    fields = [name for name in mapping if name]
    labels = {column.name: str(column.label) for column in source.kind.columns}
    if len(mapping) != len(source.headings) or not set(fields) <= set(labels):
        _refuse(_("Assign a known field, or nothing, to each column."))
    for name in fields:
        if fields.count(name) > 1:
            _refuse(_("Two columns are assigned to “%(field)s”. Keep one.") % {"field": labels[name]})
    for sentence in source.kind.lacking(set(fields)):
        _refuse(str(sentence))


def _refuse(reason: str) -> None:
    raise MappingIncomplete([{"place": "mapping", "problem": reason}], reason=reason)
