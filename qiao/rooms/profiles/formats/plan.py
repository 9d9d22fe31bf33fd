"""What a file would add to a profile and change in it. Read twice, it changes nothing the second time."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from qiao.rooms.profiles.domain.entry import entries_of
from qiao.rooms.profiles.formats.draft import NAMING, Draft, Row
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.sections import SECTIONS, Section
from qiao.rooms.profiles.showing import plain

# Two rows are not the same where both say one of these and say it differently.
_TIES = {
    "education": ("starts", "level", "area_zh", "area_en"),
    "experience": ("starts", "position_zh", "position_en"),
    "skills": (),
    "languages": (),
    "publications": ("year",),
    "honours": ("given",),
}
_SPANS = {"education": ("starts", "ends", "level"), "experience": ("starts", "ends", "kind")}


@dataclass
class Meeting:
    """A row of the file with the entry that it is, or a new one. `fills` go into what is empty; `differs`
    stands against what the person entered."""

    row: Row
    entry: Any
    is_new: bool
    fills: dict[str, Any] = field(default_factory=dict)
    differs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    profile: Profile
    fills: dict[str, str] = field(default_factory=dict)
    differs: dict[str, str] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def added(self) -> list[Meeting]:
        return [each for each in self.meetings if each.is_new]

    @property
    def filled(self) -> list[Meeting]:
        return [each for each in self.meetings if each.fills and not each.is_new]

    @property
    def differing(self) -> list[Meeting]:
        return [each for each in self.meetings if each.differs]

    @property
    def adds_something(self) -> bool:
        return bool(self.fills or self.added or self.filled)

    @property
    def has_differences(self) -> bool:
        return bool(self.differs or self.differing)


def plan_of(profile: Profile, draft: Draft) -> Plan:
    plan = Plan(profile, problems=list(draft.problems))
    for name, value in draft.basics.items():
        _sort(name, value, getattr(profile, name), plan.fills, plan.differs)
    for section in SECTIONS.values():
        rows = [row for row in draft.rows if row.section == section.name]
        if rows:
            _plan_section(plan, _Known(profile, section), rows)
    return plan


def folded(text: str) -> str:
    """For comparing titles and names: letters and digits alone."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _plan_section(plan: Plan, known: "_Known", rows: list[Row]) -> None:
    for row in rows:
        entry = known.match(row)
        if entry is None and known.is_full:
            problem = _("The section is full: it holds %(most)d entries at most.")
            plan.problems.append(f"{row.place}: {problem % {'most': known.section.most}}")
            continue
        meeting = Meeting(row, entry or known.add(row), is_new=entry is None)
        if entry is not None:
            for name, value in row.values.items():
                _sort(name, value, plain(getattr(entry, name)), meeting.fills, meeting.differs)
        plan.meetings.append(meeting)


def _sort(name: str, value: Any, present: Any, fills: dict[str, Any], differs: dict[str, Any]) -> None:
    if value in ("", None) or value == present:
        return
    (fills if present in ("", None) else differs)[name] = value


class _Known:
    """The entries of a section, found by what they are called."""

    def __init__(self, profile: Profile, section: Section) -> None:
        self.section, self.profile = section, profile
        self.entries = entries_of(profile, section)
        self.taken: set[Any] = set()
        self.by_key: dict[str, list[Any]] = defaultdict(list)
        for entry in self.entries:
            self._note(entry)

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= self.section.most

    def add(self, row: Row) -> Any:
        model: Any = self.section.model
        entry = model(profile=self.profile, place=len(self.entries) + 1, **row.values)
        self.entries.append(entry)
        self._note(entry)
        return entry

    def match(self, row: Row) -> Any:
        same = [entry for key in self._keys(row.values) for entry in self.by_key.get(key, ())]
        found = next((entry for entry in same if self._agrees(entry, row)), None) or self._twin(row)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _twin(self, row: Row) -> Any:
        """The one entry of the same time that has no name in the language of the file yet."""
        span, pair = _SPANS.get(self.section.name, ()), NAMING.get(self.section.name)
        if not span or not row.values.get("starts"):
            return None
        named = [f"{pair}_{language}" for language in ("zh", "en") if row.values.get(f"{pair}_{language}")]
        found = [
            entry
            for entry in self.entries
            if entry.pk not in self.taken
            and not any(getattr(entry, name) for name in named)
            and all(getattr(entry, name) == row.values.get(name, "") for name in span)
        ]
        return found[0] if len(found) == 1 else None

    def _agrees(self, entry: Any, row: Row) -> bool:
        if self.section.name == "publications" and row.values.get("doi") and entry.doi:
            return bool(row.values["doi"] == entry.doi)
        told = [
            name for name in _TIES[self.section.name] if name != "level" or not _began_together(entry, row)
        ]
        ties = ((getattr(entry, name), row.values.get(name)) for name in told)
        return all(not here or not there or _equal(here, there) for here, there in ties)

    def _keys(self, values: dict[str, Any]) -> list[str]:
        if self.section.name == "languages":
            return [str(values["language"])]
        pair = NAMING[self.section.name]
        names = [folded(str(values.get(f"{pair}_{language}") or "")) for language in ("zh", "en")]
        doi = f"doi:{values['doi']}" if values.get("doi") else ""
        return [key for key in (doi, *names) if key]

    def _note(self, entry: Any) -> None:
        values = {name: getattr(entry, name) for name in self.section.columns if name != "organisation"}
        for key in self._keys(values):
            self.by_key[key].append(entry)


def _began_together(entry: Any, row: Row) -> bool:
    """Then a level that was corrected by hand does not make two studies of one."""
    return bool(entry.starts and entry.starts == row.values.get("starts"))


def _equal(here: Any, there: Any) -> bool:
    return folded(str(here)) == folded(str(there))
