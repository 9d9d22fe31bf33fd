"""One party's days: its meetings, and when it is free or away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.seating import Meeting
from qiao.rooms.meetings.workbook.event import Party, Slot

Kind = Literal["meeting", "free", "away"]


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting, or a stretch of slots without one."""

    kind: Kind
    starts_at: datetime
    ends_at: datetime
    meeting: Meeting | None = None

    @property
    def time(self) -> str:
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


def agenda_of(plan: Plan, party: Party) -> dict[date, list[Block]]:
    """Every day of the event, also those on which the party has nothing."""
    meetings = {meeting.slot.code: meeting for meeting in plan.meetings_of(party)}
    return {day: list(_blocks(plan, party, slots, meetings)) for day, slots in plan.event.days.items()}


def _blocks(
    plan: Plan, party: Party, slots: tuple[Slot, ...], meetings: dict[str, Meeting]
) -> Iterator[Block]:
    waiting: Block | None = None
    for slot in slots:
        block = _block(plan, party, slot, meetings.get(slot.code))
        if waiting and block.kind == waiting.kind and waiting.ends_at == block.starts_at:
            waiting = Block(block.kind, waiting.starts_at, block.ends_at)
            continue
        if waiting:
            yield waiting
        waiting = None if block.meeting else block
        if block.meeting:
            yield block
    if waiting:
        yield waiting


def _block(plan: Plan, party: Party, slot: Slot, meeting: Meeting | None) -> Block:
    kind: Kind = "meeting" if meeting else "free" if plan.event.is_there(party, slot) else "away"
    return Block(kind, slot.starts_at, slot.ends_at, meeting)
