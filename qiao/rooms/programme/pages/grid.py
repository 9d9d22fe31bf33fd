"""A day as a table: columns are places or tracks, rows are times, and nothing is drawn twice.

Sessions of a column that overlap stand in lanes side by side. A cell spans the rows of its time, so that a
table has about as many cells as sessions and hours, however many rows and columns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

HOUR = dt.timedelta(hours=1)
EMPTY_DAY = (9, 17)


@dataclass(frozen=True, slots=True)
class Block:
    """Something to draw from `starts` to `ends` in the column `column`; `session` is for the template."""

    starts: dt.datetime
    ends: dt.datetime
    column: str
    session: Any


@dataclass(slots=True)
class Cell:
    column: str
    span: int
    session: Any = None


@dataclass(slots=True)
class Line:
    """A row: `minutes` long, from `starts` by the clock there."""

    starts: dt.datetime
    minutes: int
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_hour(self) -> bool:
        return self.starts.minute == 0

    @property
    def of_the_day(self) -> int:
        return self.starts.hour * 60 + self.starts.minute


@dataclass(slots=True)
class Column:
    key: str
    name: Any
    note: Any = ""
    lanes: int = 1


def lay_out(columns: Sequence[Column], blocks: Iterable[Block], day: dt.datetime) -> list[Line]:
    """`day` is its midnight, and the times of the blocks are all by the clock there. Counts the lanes of the
    columns."""
    by_column: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        by_column[block.column].append(block)
    lines = _lines([block for blocks in by_column.values() for block in blocks], day)
    places = {line.starts: place for place, line in enumerate(lines)}
    for column in columns:
        lanes = _lanes(by_column[column.key])
        column.lanes = len(lanes)
        for lane in lanes:
            for first, cell in _cells(column, lane, lines, places):
                lines[first].cells.append(cell)
    return lines


def _lines(blocks: list[Block], day: dt.datetime) -> list[Line]:
    """One at every beginning, end and full hour."""
    first = min((block.starts for block in blocks), default=day.replace(hour=EMPTY_DAY[0]))
    last = max((block.ends for block in blocks), default=day.replace(hour=EMPTY_DAY[1]))
    moments = {moment for block in blocks for moment in (block.starts, block.ends)}
    hour = first.replace(minute=0, second=0, microsecond=0)
    while hour < last:
        moments.add(hour)
        hour += HOUR
    moments.add(hour)
    ordered = sorted(moments)
    return [Line(start, int((end - start).total_seconds() // 60)) for start, end in pairwise(ordered)]


def _lanes(blocks: list[Block]) -> list[list[Block]]:
    """As few as there are sessions at once; one at least."""
    lanes: list[list[Block]] = [[]]
    for block in sorted(blocks, key=lambda each: (each.starts, each.ends)):
        free = next((lane for lane in lanes if not lane or lane[-1].ends <= block.starts), None)
        if free is None:
            lanes.append(free := [])
        free.append(block)
    return lanes


def _cells(
    column: Column, lane: list[Block], lines: list[Line], places: dict[dt.datetime, int]
) -> Iterator[tuple[int, Cell]]:
    """Its sessions, and what is free between them hour by hour; with the place of the first line of each."""
    here = 0
    for block in lane:
        yield from _free(column, lines, here, places[block.starts])
        end = places.get(block.ends, len(lines))
        yield places[block.starts], Cell(column.key, end - places[block.starts], block.session)
        here = end
    yield from _free(column, lines, here, len(lines))


def _free(column: Column, lines: list[Line], first: int, last: int) -> Iterator[tuple[int, Cell]]:
    begin = first
    for place in range(first + 1, last + 1):
        if place == last or lines[place].is_hour:
            yield begin, Cell(column.key, place - begin)
            begin = place
