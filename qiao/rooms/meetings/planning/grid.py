"""The slots as the engine numbers them: pauses between them are numbers too, in which nobody meets.

So a pause ends a run of meetings and gives time to walk, and is never counted as waiting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qiao.rooms.meetings.workbook.event import Event, Slot

LONGEST_PAUSE = 8


@dataclass(frozen=True)
class Grid:
    """`cells[number]` is the slot of that number, or None for a pause."""

    cells: tuple[Slot | None, ...]

    @cached_property
    def number(self) -> dict[str, int]:
        return {slot.code: number for number, slot in enumerate(self.cells) if slot is not None}

    @cached_property
    def pauses(self) -> frozenset[int]:
        return frozenset(number for number, slot in enumerate(self.cells) if slot is None)

    def slot(self, number: int) -> Slot:
        slot = self.cells[number]
        if slot is None:
            raise ValueError(f"{number} is a pause")
        return slot

    def slots(self, numbers: tuple[int, ...]) -> list[Slot]:
        return [slot for number in numbers if (slot := self.cells[number]) is not None]

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        found: dict[object, tuple[int, int]] = {}
        for number, slot in enumerate(self.cells):
            if slot is not None:
                found[slot.day] = (found.get(slot.day, (number, number))[0], number)
        return tuple(found.values())


def grid_of(event: Event) -> Grid:
    return Grid(tuple(_cells(event.slots)))


def _cells(slots: tuple[Slot, ...]) -> Iterator[Slot | None]:
    for earlier, later in pairwise(slots):
        yield earlier
        if earlier.day == later.day:
            length = earlier.ends_at - earlier.starts_at
            yield from [None] * min(LONGEST_PAUSE, (later.starts_at - earlier.ends_at) // length)
    yield from slots[-1:]
