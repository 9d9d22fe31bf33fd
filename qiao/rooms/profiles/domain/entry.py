"""The rows of a profile's sections: added, changed, removed and put in order by the profile's person."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described, with_nulls
from qiao.rooms.profiles.domain.profile import locked_profile
from qiao.rooms.profiles.errors import NotInTheSection, TooManyEntries
from qiao.rooms.profiles.models import Entry, Profile
from qiao.rooms.profiles.sections import SECTIONS, Section

Row = TypeVar("Row", bound=Entry)


@transaction.atomic
def add_entry(profile: Profile, model: type[Row], *, actor: User, values: Mapping[str, Any]) -> Row:
    """At the end of its section."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    section = SECTIONS[model.section]
    entry = cast(Any, model)(profile=profile, place=_next_place(profile, section), **_wanted(section, values))
    entry.full_clean()
    entry.save(force_insert=True)
    record(actor, "profiles.entry.added", entry, changes=described(entry))
    return cast(Row, entry)


@transaction.atomic
def change_entry(entry: Row, *, actor: User, values: Mapping[str, Any]) -> Row:
    found = _locked(entry, actor)
    if changes := apply(found, _wanted(SECTIONS[entry.section], values)):
        record(actor, "profiles.entry.changed", found, changes=changes)
    return found


@transaction.atomic
def remove_entry(entry: Entry, *, actor: User) -> None:
    found = _locked(entry, actor)
    record(actor, "profiles.entry.removed", found)
    found.delete()


@transaction.atomic
def order_entries(profile: Profile, model: type[Entry], *, actor: User, order: Sequence[UUID]) -> None:
    """`order` names every row of the section once."""
    require(actor, "profiles.change_profile", profile)
    profile = locked_profile(profile)
    found = {entry.pk: entry for entry in _rows(profile, SECTIONS[model.section])}
    if len(order) != len(found) or set(order) != set(found):
        raise NotInTheSection
    moved = [found[key] for key in order]
    for place, entry in enumerate(moved, 1):
        entry.place = place
    _manager(model).bulk_update(moved, ["place"])
    record(actor, "profiles.entry.moved", profile, changes={"section": [None, model.section]})


@transaction.atomic
def move_entry(entry: Entry, *, actor: User, is_up: bool) -> None:
    """By one place; at the end of its section it stays where it is."""
    found: Any = _locked(entry, actor)
    order = [each.pk for each in entries_of(found.profile, SECTIONS[entry.section])]
    here = order.index(found.pk)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        order_entries(found.profile, type(entry), actor=actor, order=order)


def entries_of(profile: Profile, section: Section) -> list[Any]:
    return list(_rows(profile, section))


def _locked(entry: Row, actor: User) -> Row:
    """Whoever may change the profile, which is locked before its row."""
    profile = cast(Any, entry).profile
    require(actor, "profiles.change_profile", profile)
    locked_profile(profile)
    found = _manager(type(entry)).select_for_update().filter(pk=entry.pk).first()
    if found is None:
        raise NotInTheSection
    return cast(Row, found)


def _next_place(profile: Profile, section: Section) -> int:
    rows = _rows(profile, section)
    if rows.count() >= section.most:
        raise TooManyEntries(most=section.most)
    return int(rows.aggregate(last=Max("place"))["last"] or 0) + 1


def _wanted(section: Section, values: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: values[name] for name in section.columns if name in values}
    return with_nulls(section.model, given)


def _rows(profile: Profile, section: Section) -> models.QuerySet[Any]:
    return _manager(section.model).filter(profile=profile)


def _manager(model: type[Entry]) -> models.Manager[Any]:
    return cast("models.Manager[Any]", model._default_manager)
