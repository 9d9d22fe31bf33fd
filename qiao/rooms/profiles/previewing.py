"""A plan in words: what comes new, what is filled in, what the file says otherwise, what is left out."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from qiao.rooms.profiles.formats.plan import Meeting, Plan
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.presenting import LABELS, Item, item_of
from qiao.rooms.profiles.sections import SECTIONS
from qiao.rooms.profiles.showing import row_of


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    title: Any
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Added:
    label: str | Promise
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Preview:
    added: list[Added]
    filled: list[Changed]
    differing: list[Changed]
    problems: list[str]
    has_news: bool
    has_differences: bool


def preview_of(plan: Plan) -> Preview:
    filled = [_changed(each, each.fills) for each in plan.filled]
    differing = [_changed(each, each.differs) for each in plan.differing]
    return Preview(
        added=_added(plan),
        filled=[*_basics(plan.profile, plan.fills), *filled],
        differing=[*_basics(plan.profile, plan.differs), *differing],
        problems=plan.problems,
        has_news=plan.adds_something,
        has_differences=plan.has_differences,
    )


def _added(plan: Plan) -> list[Added]:
    found: dict[str, list[Item]] = {}
    for each in plan.added:
        section = SECTIONS[each.row.section]
        found.setdefault(section.name, []).append(item_of(section, row_of(each.entry, section)))
    return [Added(LABELS[name], items) for name, items in found.items()]


def _changed(meeting: Meeting, values: dict[str, Any]) -> Changed:
    entry = meeting.entry
    changes = [_change(entry, name, getattr(entry, name), value) for name, value in values.items()]
    return Changed(str(entry), changes)


def _basics(profile: Profile, values: dict[str, str]) -> list[Changed]:
    if not values:
        return []
    changes = [_change(profile, name, getattr(profile, name), value) for name, value in values.items()]
    return [Changed(str(Profile._meta.verbose_name), changes)]


def _change(row: Any, name: str, old: Any, new: Any) -> Change:
    column = row._meta.get_field(name)
    choices = dict(column.choices or ())
    return Change(str(column.verbose_name), str(choices.get(old, old or "")), str(choices.get(new, new)))
