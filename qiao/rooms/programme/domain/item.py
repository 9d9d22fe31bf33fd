"""Sessions of the working copy, one by one. The row is the lock; `version` is what an editor has seen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.kit.files.store import remove_all
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.days import first_moment, last_moment
from qiao.rooms.programme.domain.belonging import require_of
from qiao.rooms.programme.domain.material import files_of
from qiao.rooms.programme.errors import ChangedMeanwhile, OutsideExchange
from qiao.rooms.programme.models import ProgrammeItem

# What a host says about its sessions; when, where and for whom is the owners' matter.
ABOUT = ("title_zh", "title_en", "summary_zh", "summary_en", "languages", "interpretation")
PLAN = (
    *("kind", "starts_at", "ends_at", "place", "destination", "track", "host"),
    *("audience", "capacity", "vehicle", "is_public", "state"),
)
SETS = ("delegations", "partners")
RELATED = ("place", "destination", "track", "host")


@transaction.atomic
def add_item(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> ProgrammeItem:
    require(actor, "programme.edit_programme", exchange)
    item = ProgrammeItem(exchange=exchange, **_named(values, (*ABOUT, *PLAN)))
    sets = _named(values, SETS)
    _judge(exchange, {**_named(values, PLAN), **sets})
    item.full_clean()
    item.save(force_insert=True)
    changes = described(item) | _write_sets(item, sets)
    record(actor, "programme.item.added", item, changes=changes)
    return item


@transaction.atomic
def change_item(
    item: ProgrammeItem, *, actor: User, values: Mapping[str, Any], version: int
) -> ProgrammeItem:
    """`version` is that of the session which the actor has seen."""
    require(actor, "programme.edit_item", item)
    item = _locked(item, version)
    owns = may(actor, "programme.edit_programme", item)
    sets = _named(values, SETS) if owns else {}
    wanted = _named(values, (*ABOUT, *PLAN) if owns else ABOUT)
    _judge(item.exchange, wanted | sets)
    changes = apply(item, wanted) | _write_sets(item, sets)
    if changes:
        _count(item, actor, changes)
    return item


@transaction.atomic
def move_item(
    item: ProgrammeItem, *, actor: User, starts_at: dt.datetime, version: int, **column: Any
) -> ProgrammeItem:
    """It stays as long as it is; `column` is `place=` or `track=`, where it leaves the one that it is in."""
    require(actor, "programme.edit_programme", item)
    ends_at = starts_at + (item.ends_at - item.starts_at)
    moved = {"starts_at": starts_at, "ends_at": ends_at} | column
    return change_item(item, actor=actor, values=moved, version=version)


@transaction.atomic
def remove_item(item: ProgrammeItem, *, actor: User) -> None:
    require(actor, "programme.edit_programme", item)
    told = {"title_zh": [item.title_zh, ""], "title_en": [item.title_en, ""]}
    record(actor, "programme.item.removed", item.exchange, changes=told)
    files = [stored for material in item.materials.all() for stored in files_of(material)]
    item.delete()
    remove_all(files)


def require_within(exchange: Exchange, *moments: dt.datetime | None) -> None:
    first, last = first_moment(exchange), last_moment(exchange)
    if any(moment is not None and not first <= moment <= last for moment in moments):
        raise OutsideExchange(
            first=date_format(exchange.starts_on), last=date_format(exchange.ends_on), zone=exchange.time_zone
        )


def _judge(exchange: Exchange, values: Mapping[str, Any]) -> None:
    rows = [values.get(name) for name in RELATED]
    require_of(exchange.pk, [*rows, *(row for name in SETS for row in values.get(name, ()))])
    require_within(exchange, values.get("starts_at"), values.get("ends_at"))


def _locked(item: ProgrammeItem, version: int) -> ProgrammeItem:
    rows = ProgrammeItem.objects.select_for_update(of=("self",))
    found = rows.select_related("exchange", "host", "place", "destination", "track").get(pk=item.pk)
    if found.version != version:
        raise ChangedMeanwhile
    return found


def _count(item: ProgrammeItem, actor: User, changes: dict[str, Any]) -> None:
    item.version += 1
    item.save(update_fields=["version", "updated_at"])
    told = changes | {"version": [item.version - 1, item.version]}
    record(actor, "programme.item.changed", item, changes=told)


def _write_sets(item: ProgrammeItem, sets: Mapping[str, Any]) -> dict[str, Any]:
    changes = {}
    for name, rows in sets.items():
        related = getattr(item, name)
        before = {str(pk) for pk in related.values_list("pk", flat=True)}
        after = {str(row.pk) for row in rows}
        if before != after:
            related.set(rows)
            changes[name] = [sorted(before), sorted(after)]
    return changes


def _named(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}
