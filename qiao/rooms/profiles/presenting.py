"""What `showing` gives, put into words in the reader's language: for pages, also those of rooms above."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from qiao.kit.bilingual.localized import Localized, localized
from qiao.rooms.directory.countries import place_name
from qiao.rooms.directory.isced import field_name
from qiao.rooms.profiles.enums import CareerStage, PaperKind
from qiao.rooms.profiles.formats.draft import NAMING
from qiao.rooms.profiles.languages import language_name
from qiao.rooms.profiles.sections import SECTIONS, Section

_BASICS: dict[str, str | Promise] = {
    "headline": gettext_lazy("Headline"),
    "residence": gettext_lazy("Residence"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "website": gettext_lazy("Website"),
    "orcid": gettext_lazy("ORCID iD"),
    "career_stage": gettext_lazy("Career stage"),
}
LABELS: dict[str, str | Promise] = {
    "name": pgettext_lazy("person", "Name"),
    "photo": gettext_lazy("Photo"),
    "summary": pgettext_lazy("profile", "Summary"),
    **_BASICS,
    **{section.name: section.label for section in SECTIONS.values()},
    "files": gettext_lazy("Files"),
}
_LONG = ("summary", "highlights", "courses")
_JOINED = {"starts", "ends", "organisation", "doi", "website"}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str | Promise
    text: str | Localized
    href: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row: what it is called, when, short facts, and longer texts."""

    title: str | Localized
    period: str = ""
    facts: list[Fact] = field(default_factory=list)
    texts: list[Localized] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    label: str | Promise
    icon: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Presented:
    name: Localized
    photo: str
    summary: Localized
    facts: list[Fact]
    parts: list[Part]

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.photo or self.summary or self.facts or self.parts)


def presented(seen: dict[str, Any]) -> Presented:
    parts = [_part(section, seen[name]) for name, section in SECTIONS.items() if seen.get(name)]
    if seen.get("files"):
        parts.append(Part("files", _("Files"), "paperclip", [_paper(each) for each in seen["files"]]))
    return Presented(
        name=_text(seen.get("name")),
        photo=seen.get("photo", {}).get("url", ""),
        summary=_text(seen.get("summary")),
        facts=list(_basics(seen)),
        parts=parts,
    )


def item_of(section: Section, row: dict[str, Any]) -> Item:
    pair = NAMING.get(section.name)
    title = _text(row.get(pair)) if pair else language_name(row["language"])
    told = [name for name in (*section.pairs, *section.columns) if name in row and name not in _JOINED]
    facts = [_fact(section, name, row[name]) for name in told if name not in (pair, "language", *_LONG)]
    texts = [_text(row[name]) for name in _LONG if name in row]
    return Item(title, _period(row), [*facts, *_links(row)], texts)


def _part(section: Section, rows: list[dict[str, Any]]) -> Part:
    return Part(section.name, section.label, section.icon, [item_of(section, row) for row in rows])


def _basics(seen: dict[str, Any]) -> Iterator[Fact]:
    for name, label in _BASICS.items():
        if value := seen.get(name):
            yield Fact(label, _BASIC_TEXTS.get(name, str)(value), _BASIC_LINKS.get(name, "").format(value))


def _residence(value: dict[str, Any]) -> str:
    return place_name(_text(value.get("city")).text, value.get("country", ""))


def _fact(section: Section, name: str, value: Any) -> Fact:
    if isinstance(value, dict):
        return Fact(_label(section, name), _text(value))
    if name == "field_code":
        return Fact(_label(section, name), f"{value} {field_name(value)}")
    if name == "authors":
        return Fact(_label(section, name), "; ".join(value.split("\n")))
    choices = dict(section.model._meta.get_field(name).choices or ())  # type: ignore[union-attr]  # a column
    return Fact(_label(section, name), str(choices.get(value, value)))


def _label(section: Section, name: str) -> str | Promise:
    if name in section.pairs:
        column: Any = section.model._meta.get_field(f"{name}_en")
        return capfirst(str(column.pair_label))
    column = section.model._meta.get_field(name)
    return capfirst(str(column.verbose_name))


def _links(row: dict[str, Any]) -> Iterator[Fact]:
    if doi := row.get("doi"):
        yield Fact("DOI", doi, f"https://doi.org/{doi}")
    if website := row.get("website"):
        yield Fact(_("Website"), website, website)


def _period(row: dict[str, Any]) -> str:
    starts, ends = row.get("starts", ""), row.get("ends", "")
    if not starts and not ends:
        return ""
    return f"{starts or '…'} – {ends or pgettext('period', 'today')}"


def _paper(file: dict[str, Any]) -> Item:
    kind = PaperKind(file["kind"]).label
    return Item(str(kind), facts=[Fact(_("File"), file["name"], file["url"])])


def _stage(value: str) -> str:
    return str(CareerStage(value).label)


def _text(pair: dict[str, str] | None) -> Localized:
    pair = pair or {}
    return localized(pair.get("zh", ""), pair.get("en", ""))


_BASIC_LINKS = {"email": "mailto:{}", "website": "{}", "orcid": "https://orcid.org/{}"}
_BASIC_TEXTS: dict[str, Any] = {"headline": _text, "residence": _residence, "career_stage": _stage}
