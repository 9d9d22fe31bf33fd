"""An ORCID record (version 3.0) as a person downloads it from orcid.org, as JSON or XML.

What is taken are names, addresses, affiliations and works. The record itself is not kept.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qiao.rooms.directory.identifiers.orcid import compact_orcid, validate_orcid
from qiao.rooms.directory.identifiers.ror import compact_ror
from qiao.rooms.profiles.enums import HonourKind, PublicationKind
from qiao.rooms.profiles.formats.degrees import level_of
from qiao.rooms.profiles.formats.draft import Draft
from qiao.rooms.profiles.formats.nodes import MOST_ROWS, unreadable
from qiao.rooms.profiles.formats.script import column_for
from qiao.rooms.profiles.formats.trees import Tree, tree_of

_KINDS = {
    "journal-article": PublicationKind.ARTICLE,
    "conference-paper": PublicationKind.CONFERENCE,
    "conference-abstract": PublicationKind.CONFERENCE,
    "conference-poster": PublicationKind.CONFERENCE,
    "book": PublicationKind.BOOK,
    "edited-book": PublicationKind.BOOK,
    "book-chapter": PublicationKind.CHAPTER,
    "dissertation": PublicationKind.THESIS,
    "dissertation-thesis": PublicationKind.THESIS,
    "preprint": PublicationKind.PREPRINT,
    "working-paper": PublicationKind.PREPRINT,
    "patent": PublicationKind.PATENT,
}
_AFFILIATIONS = (
    ("education-summary", "education"),
    ("employment-summary", "experience"),
    ("invited-position-summary", "experience"),
    ("qualification-summary", "honours"),
    ("distinction-summary", "honours"),
)
_SOURCES = {
    "institution_en": "organization", "institution_zh": "organization", "employer_en": "organization",
    "employer_zh": "organization", "starts": "start-date", "ends": "end-date", "title_en": "title",
    "title_zh": "title", "given": "start-date", "year": "publication-date", "doi": "external-id",
}  # fmt: skip

Values = dict[str, Any]


def read(body: bytes) -> Draft:
    """Raises ValidationError where the file is no ORCID record, or its iD has a wrong check digit."""
    record, draft = tree_of(body), Draft()
    draft.basics["orcid"] = _number(record)
    _read_person(record.first("person"), draft)
    for summary, section in _AFFILIATIONS:
        for number, tree in enumerate(_bounded(record, summary), 1):
            draft.add_row(section, f"{summary} {number}", _AFFILIATED[section](tree, summary), _SOURCES)
    for number, group in enumerate(_bounded(record.first("works"), "group"), 1):
        draft.add_row("publications", f"work {number}", _work(group), _SOURCES)
    return draft


def _number(record: Tree) -> str:
    number = compact_orcid(record.said("orcid-identifier", "path")[:100])
    if not number:
        raise unreadable(_("orcid-identifier is missing: this is no record of orcid.org."))
    try:
        validate_orcid(number)
    except ValidationError as refusal:
        raise unreadable(f"orcid-identifier: {' '.join(refusal.messages)}") from None
    return number


def _read_person(person: Tree, draft: Draft) -> None:
    given, family = person.said("name", "given-names"), person.said("name", "family-name")
    name = person.said("name", "credit-name") or " ".join(filter(None, [given, family]))
    draft.add_basic(column_for("name", name), name, "name")
    about = person.said("biography", "content") or person.said("biography")
    draft.add_basic(column_for("summary", about), about, "biography")
    draft.add_basic("country", person.said("addresses", "country"), "addresses")
    draft.add_basic("email", person.said("emails", "email", "email"), "emails")
    draft.add_basic("website", person.said("researcher-urls", "researcher-url", "url"), "researcher-urls")


def _study(tree: Tree, _summary: str) -> Values:
    degree, area = tree.said("role-title"), tree.said("department-name")
    where = _organisation(tree)
    return _span(tree) | {
        column_for("institution", where): where,
        column_for("degree", degree): degree,
        column_for("area", area): area,
        "level": level_of(degree),
        "ror": _ror(tree),
    }


def _work_place(tree: Tree, summary: str) -> Values:
    where, position = _organisation(tree), tree.said("role-title") or tree.said("department-name")
    return _span(tree) | {
        "kind": "research" if re.search(r"research|postdoc|研究|博士后", position, re.IGNORECASE) else "work",
        column_for("employer", where): where,
        column_for("position", position): position,
        "ror": _ror(tree),
    }


def _honour(tree: Tree, summary: str) -> Values:
    title, issuer = tree.said("role-title") or tree.said("department-name"), _organisation(tree)
    is_award = summary.startswith("distinction")
    return {
        "kind": (HonourKind.AWARD if is_award else HonourKind.CERTIFICATE).value,
        column_for("title", title or issuer): title or issuer,
        column_for("issuer", issuer): issuer,
        "given": _date(tree.first("end-date")) or _date(tree.first("start-date")),
    }


_AFFILIATED = {"education": _study, "experience": _work_place, "honours": _honour}


def _work(group: Tree) -> Values:
    """The summary that the person prefers stands first."""
    work = group.first("work-summary")
    title, year = work.said("title", "title"), work.said("publication-date", "year")
    return {
        column_for("title", title): title,
        "kind": _KINDS.get(work.said("type"), PublicationKind.OTHER).value,
        "venue": work.said("journal-title"),
        "year": int(year) if year.isdecimal() and len(year) == 4 else None,
        "doi": next(_dois(group), ""),
        "website": work.said("url"),
    }


def _dois(group: Tree) -> Iterator[str]:
    for each in group.all("external-id"):
        is_own = each.said("external-id-relationship").lower() in {"self", ""}
        if is_own and each.said("external-id-type").lower() == "doi":
            yield each.said("external-id-value")


def _organisation(tree: Tree) -> str:
    return next((each.text for each in tree.first("organization").parts if each.name == "name"), "").strip()


def _ror(tree: Tree) -> str:
    known = tree.first("organization", "disambiguated-organization")
    if known.said("disambiguation-source").upper() != "ROR":
        return ""
    return str(compact_ror(known.said("disambiguated-organization-identifier")[:100]))


def _span(tree: Tree) -> Values:
    return {"starts": _date(tree.first("start-date")), "ends": _date(tree.first("end-date"))}


def _date(tree: Tree) -> str:
    parts = [tree.said(name).zfill(2) for name in ("year", "month", "day") if tree.said(name)]
    return "-".join(parts)


def _bounded(tree: Tree, name: str) -> list[Tree]:
    found = list(tree.all(name))
    if len(found) > MOST_ROWS:
        raise unreadable(_("%(place)s has more than %(most)d entries.") % {"place": name, "most": MOST_ROWS})
    return found
