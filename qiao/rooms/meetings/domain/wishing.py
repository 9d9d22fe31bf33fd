"""The wishes of a round as rows of the workbook."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from qiao.rooms.meetings.domain.reading import Pair, Reading
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.models import MeetingWish
from qiao.rooms.meetings.workbook.event import Wish


def written_wishes(reading: Reading, keys: Mapping[UUID, str], slots: Mapping[UUID, str]) -> Iterator[Wish]:
    """A fixed slot stands beside the first wish of the two; where nobody wishes, in a row of its own."""
    pins: dict[Pair, str] = {(each.guest_id, each.host_id): slots[each.slot_id] for each in reading.fixed}
    for wish in reading.wishes:
        yield _row(wish, keys, pins.pop(reading.pair_of(wish), None))
    for (guest, host), pin in pins.items():
        yield Wish(keys[guest], keys[host], None, (), pin)


def _row(wish: MeetingWish, keys: Mapping[UUID, str], pin: str | None) -> Wish:
    themes = tuple(Theme(each) for each in wish.themes)
    answer = Answer(wish.answer) if wish.answer else None
    return Wish(keys[wish.asker_id], keys[wish.wanted_id], wish.rank, themes, pin, answer=answer)
