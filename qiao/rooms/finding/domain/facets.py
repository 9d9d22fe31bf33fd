"""How many opportunities each value of each filter would leave, counted over the same bounded rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qiao.kit.ui.listing import COUNTED
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.domain.search import COLUMNS, Search
from qiao.rooms.finding.enums import When
from qiao.rooms.finding.filters import NO_VALUE
from qiao.rooms.opportunities.codes import BROAD, LANGUAGES, OTHER_LANGUAGE, field_bit, language_bit

MOST_VALUES = 8
Meaning = Callable[[Any], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """`is_all` is False where counting stopped: then every number is a least one."""

    name: str
    numbers: tuple[tuple[str, int], ...]
    is_all: bool


def facets(search: Search) -> list[Counts]:
    """A filter that is in use is counted as if it were not, so that its other values can be compared. With
    more in use each would be a question to the database of its own: all are counted as they are."""
    columns = list(zip(*search.sample[:COUNTED], strict=True)) or [()] * len(COLUMNS)
    return [_counts(search, name, columns) for name in FACETS]


def host_names(counts: list[Counts]) -> dict[str, str]:
    ids = [value for each in counts if each.name == "host" for value, _number in each.numbers]
    found = Organisation.objects.only("name_zh", "name_en").in_bulk([UUID(value) for value in ids])
    return {str(pk): str(host.name) for pk, host in found.items()}


def _counts(search: Search, name: str, columns: list[tuple[Any, ...]]) -> Counts:
    column, meaning = FACETS[name]
    held, is_all = columns[COLUMNS.index(column)], search.count <= COUNTED
    if search.cleaned.get(name) and search.in_use == 1:
        beside = search.counted(name, column)
        held, is_all = tuple(row[0] for row in beside[:COUNTED]), len(beside) <= COUNTED
    numbers: Counter[str] = Counter()
    for value, number in Counter(held).items():
        for meant in meaning(value):
            numbers[meant] += number
    most = _most(numbers)
    if name == "host":
        most = tuple((str(UUID(value)), number) for value, number in most)
    return Counts(name, most, is_all)


def _most(numbers: Counter[str]) -> tuple[tuple[str, int], ...]:
    best = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(best[:MOST_VALUES])


def _itself(value: Any) -> Iterable[str]:
    return [str(value)] if value else []


def _or_none(value: str) -> Iterable[str]:
    return [value or NO_VALUE]


def _of_bits(meanings: dict[int, str]) -> Meaning:
    return lambda value: [meaning for bit, meaning in meanings.items() if value & bit]


# By the name of the filter: the column, and the values of the filter that a value of the column stands for.
FACETS: dict[str, tuple[str, Meaning]] = {
    "when": ("is_open", lambda value: [When.OPEN if value else When.LATER]),
    "kind": ("kind", _itself),
    "country": ("country", _itself),
    "field": ("field_bits", _of_bits({field_bit(code): code for code in BROAD})),
    "degree": ("degree", _or_none),
    "stage": ("career_stage", _or_none),
    "language": (
        "language_bits",
        _of_bits({language_bit(code): code for code in (*LANGUAGES, OTHER_LANGUAGE)}),
    ),
    "reach": ("reach", _itself),
    "remote": ("is_remote", lambda value: ["1" if value else "0"]),
    "host": ("of_host", _itself),
}
