"""JSON Resume (schema v1.0.0, draft-07), in and out.

The format knows one language, so a file is read into the columns of one and written from them, with the
other where one is empty. What it has no name for stands in further properties, which its schema allows.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from qiao.rooms.directory.identifiers.orcid import PREFIX, orcid_with_hyphens
from qiao.rooms.profiles.domain.entry import entries_of
from qiao.rooms.profiles.enums import DegreeLevel, ExperienceKind, PublicationKind
from qiao.rooms.profiles.formats import fluency
from qiao.rooms.profiles.formats.degrees import is_label, label_of, level_of
from qiao.rooms.profiles.formats.draft import Draft
from qiao.rooms.profiles.formats.nodes import Node, parsed
from qiao.rooms.profiles.languages import code_of, language_name
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.sections import SECTIONS

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
LEFT_OUT = ("interests", "references", "projects")
LINES = {"highlights", "courses", "authors"}
_SPLIT = re.compile(r"\s*[,，、;；]\s*")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a list of the file is a section: key -> column, where * stands for the language."""

    name: str
    section: str
    keys: dict[str, str]
    only: Callable[[Any], bool] = lambda entry: True
    fixed: Values = field(default_factory=dict)


_SPAN = {"startDate": "starts", "endDate": "ends"}
_WORK = {
    "position": "position*",
    "url": "website",
    **_SPAN,
    "summary": "summary*",
    "highlights": "highlights*",
    "location": "location*",
}
_STUDY = {
    "institution": "institution*",
    "url": "website",
    "area": "area*",
    "studyType": "degree*",
    **_SPAN,
    "score": "score",
    "courses": "courses*",
    "level": "level",
    "fieldCode": "field_code",
}
_PAPER = {
    "name": "title*",
    "publisher": "venue",
    "releaseDate": "year",
    "url": "website",
    "doi": "doi",
    "authors": "authors",
    "type": "kind",
}
_AWARD = {
    "title": "title*",
    "date": "given",
    "awarder": "issuer*",
    "summary": "summary*",
    "url": "website",
}
_CERTIFICATE = {
    "name": "title*",
    "date": "given",
    "issuer": "issuer*",
    "summary": "summary*",
    "url": "website",
}
SHAPES = (
    Shape(
        "work",
        "experience",
        {"name": "employer*", "type": "kind", **_WORK},
        lambda entry: entry.kind != ExperienceKind.VOLUNTEER,
    ),
    Shape(
        "volunteer",
        "experience",
        {"organization": "employer*", **_WORK},
        lambda entry: entry.kind == ExperienceKind.VOLUNTEER,
        {"kind": "volunteer"},
    ),
    Shape("education", "education", _STUDY),
    Shape("awards", "honours", _AWARD, lambda entry: entry.kind == "award", {"kind": "award"}),
    Shape(
        "certificates", "honours", _CERTIFICATE, lambda entry: entry.kind != "award", {"kind": "certificate"}
    ),
    Shape("publications", "publications", _PAPER),
    Shape("skills", "skills", {"name": "name*", "level": "level", "keywords": "keywords"}),
    Shape("languages", "languages", {"language": "language", "fluency": "cefr", "code": "language"}),
)
_BASICS = {
    "name": "name*",
    "label": "headline*",
    "email": "email",
    "phone": "phone",
    "url": "website",
    "summary": "summary*",
}


def read(body: bytes, language: str) -> Draft:
    """Raises ValidationError where the file is none of this format, with the place."""
    resume, draft = Node(parsed(body)), Draft()
    _read_basics(resume.object("basics"), draft, language)
    for shape in SHAPES:
        for node in resume.objects(shape.name):
            _read_row(node, shape, draft, language)
    for name in LEFT_OUT:
        if resume.value.get(name):
            draft.note(name, _("A profile has no such section; it is left out."))
    return draft


def written(profile: Profile, language: str) -> str:
    """The whole profile: for its person alone."""
    rows = {name: entries_of(profile, section) for name, section in SECTIONS.items()}
    resume: Values = {"$schema": SCHEMA, "basics": _written_basics(profile, language)}
    for shape in SHAPES:
        chosen = [entry for entry in rows[shape.section] if shape.only(entry)]
        resume[shape.name] = [_written_row(entry, shape, language) for entry in chosen]
    resume["meta"] = {"version": "v1.0.0", "lastModified": profile.updated_at.isoformat(timespec="seconds")}
    return json.dumps(resume, ensure_ascii=False, indent=2) + "\n"


def _read_basics(node: Node, draft: Draft, language: str) -> None:
    for key, column in _BASICS.items():
        draft.add_basic(_column(column, language), node.text(key), node.at(key))
    location = node.object("location")
    draft.add_basic(f"city_{language}", location.text("city"), location.at("city"))
    draft.add_basic("country", location.text("countryCode").upper(), location.at("countryCode"))
    for network in node.objects("profiles"):
        if network.text("network").casefold() == "orcid":
            draft.add_basic("orcid", network.text("username") or network.text("url"), network.place)


def _read_row(node: Node, shape: Shape, draft: Draft, language: str) -> None:
    columns = {key: _column(column, language) for key, column in shape.keys.items()}
    values = shape.fixed | {column: _read_value(node, key) for key, column in columns.items()}
    problem = _SETTLED.get(shape.section, _settled)(values, node, language)
    if problem:
        draft.note(node.place, problem)
    draft.add_row(shape.section, node.place, values, {column: key for key, column in columns.items()})


def _read_value(node: Node, key: str) -> str:
    if key == "keywords":
        return ", ".join(node.texts(key))
    return "\n".join(node.texts(key)) if key in LINES else node.text(key)


def _settled(values: Values, node: Node, language: str) -> str:
    return ""


def _settled_work(values: Values, node: Node, language: str) -> str:
    values["kind"] = values["kind"] if values["kind"] in ExperienceKind.values else ExperienceKind.WORK.value
    return ""


def _settled_study(values: Values, node: Node, language: str) -> str:
    degree = values[f"degree_{language}"]
    level = values["level"] if values["level"] in DegreeLevel.values else level_of(degree)
    level = level or next((each for each in DegreeLevel.values if is_label(degree, each)), "")
    values["level"] = level
    if is_label(degree, level):
        values[f"degree_{language}"] = ""
    return ""


def _settled_paper(values: Values, node: Node, language: str) -> str:
    released = values["year"]
    values["year"] = int(released[:4]) if re.match(r"[0-9]{4}(?![0-9])", released) else released or None
    if values["kind"] not in PublicationKind.values:
        values["kind"] = PublicationKind.ARTICLE.value
    return ""


def _settled_language(values: Values, node: Node, language: str) -> str:
    named, line = node.text("language"), node.text("fluency")
    attested = fluency.understood(line)
    values |= {"language": code_of(node.text("code")) or code_of(named) or named, "cefr": ""} | attested
    if line and not attested:
        return _("“%(line)s” names no level of a scale; enter the level by hand.") % {"line": line}
    return ""


_SETTLED: dict[str, Callable[[Values, Node, str], str]] = {
    "experience": _settled_work,
    "education": _settled_study,
    "publications": _settled_paper,
    "languages": _settled_language,
}


def _written_basics(profile: Profile, language: str) -> Values:
    basics: Values = {key: _text(profile, column, language) for key, column in _BASICS.items()}
    location = {"city": _text(profile, "city*", language), "countryCode": profile.country}
    basics["location"] = {key: value for key, value in location.items() if value}
    if profile.orcid:
        number = orcid_with_hyphens(profile.orcid)
        basics["profiles"] = [{"network": "ORCID", "username": number, "url": PREFIX + number}]
    return {key: value for key, value in basics.items() if value}


def _written_row(entry: Any, shape: Shape, language: str) -> Values:
    if shape.section == "languages":
        name = language_name(entry.language, language)
        said = {"language": name, "fluency": fluency.said(entry), "code": entry.language}
        return {key: value for key, value in said.items() if value}
    row = {key: _written_value(entry, key, column, language) for key, column in shape.keys.items()}
    if shape.section == "education" and not row["studyType"] and entry.level:
        row["studyType"] = label_of(entry.level, language)
    return {key: value for key, value in row.items() if value}


def _written_value(entry: Any, key: str, column: str, language: str) -> Any:
    text = _text(entry, column, language)
    if key == "keywords":
        return [word for word in _SPLIT.split(text) if word]
    return text.split("\n") if key in LINES and text else text


def _text(row: Any, column: str, language: str) -> str:
    if not column.endswith("*"):
        value = getattr(row, column)
        return "" if value is None else str(value)
    other = "en" if language == "zh" else "zh"
    name = column[:-1]
    return str(getattr(row, f"{name}_{language}") or getattr(row, f"{name}_{other}"))


def _column(column: str, language: str) -> str:
    return f"{column[:-1]}_{language}" if column.endswith("*") else column
