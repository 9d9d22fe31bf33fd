"""What a file says of a person, in the columns of a profile; judged, and not stored yet."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.sections import SECTIONS
from qiao.rooms.profiles.showing import plain

MOST_PROBLEMS = 50
_SENT_ELSEWHERE = {"profile", "organisation"}  # rows of other tables: whoever stores them looks
# The pair by which a row of a section is called.
NAMING = {
    "education": "institution",
    "experience": "employer",
    "skills": "name",
    "publications": "title",
    "honours": "title",
}


@dataclass
class Row:
    """`place` is where the file says so: education[2], or line 14. `ror` names the organisation."""

    section: str
    place: str
    values: dict[str, Any]
    ror: str = ""


@dataclass
class Draft:
    """`problems` name what is left out, each with its place."""

    basics: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.basics and not self.rows

    def note(self, place: str, problem: Any) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{place}: {problem}")

    def add_basic(self, name: str, value: str, place: str) -> None:
        if not value:
            return
        profile = Profile(**{name: value})
        try:
            profile.clean_fields(exclude=[each.name for each in Profile._meta.fields if each.name != name])
        except ValidationError as refusal:
            self.note(place, " ".join(refusal.messages))
            return
        self.basics[name] = getattr(profile, name)

    def add_row(self, section: str, place: str, values: dict[str, Any], sources: dict[str, str]) -> None:
        """`sources` tells under which name the file holds a column."""
        given = {name: value for name, value in values.items() if value not in ("", None)}
        ror = given.pop("ror", "")
        row: Any = SECTIONS[section].model(**given)
        try:
            _require_a_name(row, section)
            row.clean_fields(exclude=_SENT_ELSEWHERE)
            row.clean()
        except ValidationError as refusal:
            for name, messages in refusal.message_dict.items():
                self.note(f"{place}.{sources.get(name, name)}", " ".join(messages))
            return
        said = {name: plain(getattr(row, name)) for name in given}
        self.rows.append(Row(section, place, said, ror))

    def as_json(self) -> dict[str, Any]:
        rows = [[row.section, row.place, row.values, row.ror] for row in self.rows]
        return {"basics": self.basics, "rows": rows, "problems": self.problems}


def from_json(value: dict[str, Any]) -> Draft:
    return Draft(value["basics"], [Row(*each) for each in value["rows"]], value["problems"])


def _require_a_name(row: Any, section: str) -> None:
    pair = NAMING.get(section)
    if pair and not (getattr(row, f"{pair}_zh") or getattr(row, f"{pair}_en")):
        raise ValidationError({f"{pair}_en": _("This is missing.")})
