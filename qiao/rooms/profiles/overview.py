"""The rows of each section as the person's own page lists them."""

from dataclasses import dataclass
from typing import Any

from qiao.rooms.profiles.domain.entry import entries_of
from qiao.rooms.profiles.enums import Audience, PaperKind
from qiao.rooms.profiles.models import Profile, ProfileFile
from qiao.rooms.profiles.presenting import Item, item_of
from qiao.rooms.profiles.sections import SECTIONS, Section
from qiao.rooms.profiles.showing import row_of


@dataclass(frozen=True, slots=True)
class Line:
    entry: Any
    item: Item
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class SectionLines:
    section: Section
    audience: Audience
    lines: list[Line]


def section_lines(profile: Profile) -> list[SectionLines]:
    return [
        SectionLines(section, profile.audience_of(section.name), _lines(profile, section))
        for section in SECTIONS.values()
    ]


def file_lines(profile: Profile) -> list[ProfileFile]:
    """The photo first."""
    files = list(profile.files.select_related("stored"))
    return sorted(files, key=lambda file: file.kind != PaperKind.PHOTO)


def _lines(profile: Profile, section: Section) -> list[Line]:
    entries = entries_of(profile, section)
    last = len(entries) - 1
    return [
        Line(entry, item_of(section, row_of(entry, section)), number == 0, number == last)
        for number, entry in enumerate(entries)
    ]
