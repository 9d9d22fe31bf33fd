"""What callers hand in for names: pages, the API and the import fill the same shapes."""

from dataclasses import dataclass

from qiao.rooms.directory.enums import NameKind, NameOrder, PersonNameKind


@dataclass(frozen=True, kw_only=True)
class NameDraft:
    value: str
    language: str
    kind: str = NameKind.OFFICIAL
    source: str = ""
    is_preferred: bool = True


@dataclass(frozen=True, kw_only=True)
class PersonNameDraft:
    value: str
    language: str
    kind: str = PersonNameKind.OFFICIAL
    family: str = ""
    given: str = ""
    order: str = NameOrder.FAMILY_FIRST
    source: str = ""
    is_preferred: bool = True
