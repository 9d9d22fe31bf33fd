"""The slots of the round, by their times."""

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.meetings.domain.slot import add_slot
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.models import TimeSlot


def take_slots(taking: Taking) -> dict[str, TimeSlot]:
    """By the code of the workbook."""
    there = {(each.starts_at, each.ends_at): each for each in taking.round.slots.all()}
    found: dict[str, TimeSlot] = {}
    for said, record in taking.rows("slots"):
        times = {"starts_at": said.starts_at, "ends_at": said.ends_at}
        slot = there.get((said.starts_at, said.ends_at))
        if slot is None:
            slot = taking.ledger.attempt(
                record,
                "start",
                lambda times=times: add_slot(taking.round, actor=taking.actor, **times),  # type: ignore[misc]
            )
            if slot is None:
                continue
            taking.ledger.note(record, RowChoice.CREATE, slot.pk)
        found[said.code] = slot
    return found
