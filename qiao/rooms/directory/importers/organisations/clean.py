"""One row of a table of organisations as a draft: the profile, the names, the domains, the fields."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import Draft
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.importers.cells import Cells, script_of
from qiao.rooms.directory.importers.organisations.columns import COUNTRIES, KINDS, ORIGINS
from qiao.rooms.directory.importers.words import country_of, kind_of, origin_of
from qiao.rooms.directory.isced import validate_isced
from qiao.rooms.directory.models import Organisation, OrganisationDomain, OrganisationField, OrganisationName
from qiao.rooms.directory.sentences import NAME_NEEDED

PLAIN = (
    *("ror_id", "credit_code", "latitude", "longitude", "time_zone", "website", "source_note"),
    *("city_zh", "city_en", "positioning_zh", "positioning_en", "core_business_zh", "core_business_en"),
)
BY_SCRIPT = ("city", "positioning", "core_business")
NAMES = (
    ("name_zh", "zh", NameKind.OFFICIAL),
    ("name_en", "en", NameKind.OFFICIAL),
    ("name", "", NameKind.OFFICIAL),
    ("aliases", "", NameKind.ALIAS),
    ("former_names", "", NameKind.FORMER),
    ("acronym", "", NameKind.ACRONYM),
)


OFFICIAL = [column for column, _language, kind in NAMES if kind == NameKind.OFFICIAL]


def read_organisation(cells: Cells) -> tuple[str, Draft]:
    draft: Draft = {
        "values": _values(cells),
        "names": _names(cells),
        "domains": _domains(cells),
        "fields": _fields(cells),
    }
    if not any(cells.line(column) for column in OFFICIAL):
        cells.tell(_name_column(cells), NAME_NEEDED)
    title = next((name["value"] for name in draft["names"]), "")
    return title, draft


def _values(cells: Cells) -> dict[str, Any]:
    values = {name: cells.value(name, Organisation) for name in PLAIN}
    for name in BY_SCRIPT:
        if text := cells.row.get(name).strip():
            column = f"{name}_{script_of(text)}"
            values[column] = values.get(column) or cells.cleaned(name, Organisation, column, text)
    values["kind"] = cells.meaning("kind", kind_of, _("This kind of organisation is not known."), KINDS)
    values["country"] = cells.meaning(
        "country", country_of, _("This country or region is not known."), COUNTRIES
    )
    values["provenance"] = cells.meaning("provenance", origin_of, _("This origin is not known."), ORIGINS)
    for name in ("kind", "country"):
        if not cells.line(name):
            cells.needed(name)
    if (values["latitude"] is None) != (values["longitude"] is None):
        cells.tell("latitude", _("Give latitude and longitude together, or neither."))
    _check_ranges(cells, values)
    return {name: value for name, value in values.items() if value not in (None, "")}


def _check_ranges(cells: Cells, values: dict[str, Any]) -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if values[name] is not None and abs(float(values[name])) > limit:
            cells.tell(name, _("Degrees go from −%(limit)s to %(limit)s."), limit=limit)


def _names(cells: Cells) -> list[dict[str, Any]]:
    names: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    preferred: set[str] = set()
    for column, text, language, kind in _named_texts(cells):
        value = cells.cleaned(column, OrganisationName, "value", text)
        if not value or (language, value) in seen:
            continue
        seen.add((language, value))
        is_preferred = kind == NameKind.OFFICIAL and language not in preferred
        preferred |= {language} if is_preferred else set()
        names.append({"value": value, "language": language, "kind": kind, "is_preferred": is_preferred})
    return names


def _named_texts(cells: Cells) -> Iterator[tuple[str, str, str, str]]:
    for column, language, kind in NAMES:
        texts = [cells.row.get(column).strip()] if kind == NameKind.OFFICIAL else cells.several(column)
        for text in texts:
            if text:
                yield column, text, language or script_of(text), kind.value


def _domains(cells: Cells) -> list[str]:
    texts = cells.several("domains")
    found = [cells.cleaned("domains", OrganisationDomain, "suffix", text) for text in texts]
    return list(dict.fromkeys(suffix for suffix in found if suffix))


def _fields(cells: Cells) -> list[str]:
    codes = []
    for text in cells.several("fields"):
        code = cells.cleaned("fields", OrganisationField, "code", text)
        if code and _is_field(cells, code):
            codes.append(code)
    return list(dict.fromkeys(codes))


def _is_field(cells: Cells, code: str) -> bool:
    try:
        validate_isced(code)
    except ValidationError as refusal:
        cells.refuse("fields", refusal)
        return False
    return True


def _name_column(cells: Cells) -> str:
    return next((name for name in ("name_zh", "name_en", "name") if name in cells.row.values), "name")
