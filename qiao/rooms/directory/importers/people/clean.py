"""One row of a table of people as a draft: the card, the names, where the person works."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import Draft
from qiao.rooms.directory.enums import NameOrder, PersonNameKind
from qiao.rooms.directory.importers.cells import Cells, script_of
from qiao.rooms.directory.importers.organisations.columns import ORIGINS
from qiao.rooms.directory.importers.words import origin_of
from qiao.rooms.directory.models import Affiliation, Person, PersonName
from qiao.rooms.directory.sentences import NAME_NEEDED
from qiao.rooms.directory.validators import validate_languages

PLAIN = ("phone", "orcid", "about_zh", "about_en", "source_note")
NAMED = ("name", "name_zh", "name_en", "family", "given")
_APART = re.compile(r"[;；,，、/| ]+")


def read_person(cells: Cells) -> tuple[str, Draft]:
    draft: Draft = {
        "values": _values(cells),
        "names": _names(cells),
        "organisation": cells.line(_organisation_column(cells)),
        "named_in": _organisation_column(cells),
        "terms": _terms(cells),
    }
    if not any(cells.line(column) for column in NAMED):
        cells.tell(_name_column(cells), NAME_NEEDED)
    if draft["terms"] and not draft["organisation"]:
        cells.tell("organisation", _("A position needs the organisation where it is held."))
    title = next((name["value"] for name in draft["names"]), "")
    return title, draft


def _values(cells: Cells) -> dict[str, Any]:
    values = {name: cells.value(name, Person) for name in PLAIN}
    if text := cells.line("email"):
        values["email"] = _email(cells, text)
    if text := cells.row.get("about").strip():
        column = f"about_{script_of(text)}"
        values[column] = values[column] or cells.cleaned("about", Person, column, text)
    values["languages"] = _languages(cells)
    values["provenance"] = cells.meaning("provenance", origin_of, _("This origin is not known."), ORIGINS)
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _email(cells: Cells, text: str) -> Any:
    """Lower case: people write the same address in either."""
    return cells.cleaned("email", Person, "email", text.lower())


def _languages(cells: Cells) -> list[str]:
    codes = [code.lower() for code in _APART.split(cells.line("languages")) if code]
    try:
        validate_languages(codes)
    except ValidationError as refusal:
        cells.refuse("languages", refusal)
    return codes


def _terms(cells: Cells) -> dict[str, Any]:
    terms = {name: cells.value(name, Affiliation) for name in ("position_zh", "position_en")}
    if text := cells.row.get("position").strip():
        column = f"position_{script_of(text)}"
        terms[column] = terms[column] or cells.cleaned("position", Affiliation, column, text)
    terms["starts_on"] = cells.day("starts_on")
    return {name: value for name, value in terms.items() if value}


def _names(cells: Cells) -> list[dict[str, Any]]:
    names: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    preferred: set[str] = set()
    for column, text, language, kind in _named_texts(cells):
        value = cells.cleaned(column, PersonName, "value", text)
        if not value or (language, value) in seen:
            continue
        seen.add((language, value))
        is_preferred = kind == PersonNameKind.OFFICIAL and language not in preferred
        preferred |= {language} if is_preferred else set()
        names.append(_name(cells, value, language, kind) | {"is_preferred": is_preferred})
    return names


def _named_texts(cells: Cells) -> Iterator[tuple[str, str, str, str]]:
    official = PersonNameKind.OFFICIAL.value
    parts = " ".join(part for part in (cells.line("given"), cells.line("family")) if part)
    texts = [
        ("name_zh", cells.line("name_zh"), "zh", official),
        ("name_en", cells.line("name_en") or ("" if cells.line("name") else parts), "en", official),
        ("name", cells.line("name"), script_of(cells.line("name")), official),
        ("pinyin", cells.line("pinyin"), "zh", PersonNameKind.PINYIN.value),
        *(
            ("aliases", text, script_of(text), PersonNameKind.ALIAS.value)
            for text in cells.several("aliases")
        ),
    ]
    yield from (each for each in texts if each[1])


def _name(cells: Cells, value: str, language: str, kind: str) -> dict[str, Any]:
    name = {"value": value, "language": language, "kind": kind, "order": NameOrder.FAMILY_FIRST.value}
    if language == "en" and kind == PersonNameKind.OFFICIAL:
        name["order"] = NameOrder.GIVEN_FIRST.value
        for part in ("family", "given"):
            if cleaned := cells.value(part, PersonName):
                name[part] = cleaned
    return name


def _organisation_column(cells: Cells) -> str:
    return "organisation_id" if cells.line("organisation_id") else "organisation"


def _name_column(cells: Cells) -> str:
    return next((name for name in ("name_zh", "name_en", "name") if name in cells.row.values), "name")
