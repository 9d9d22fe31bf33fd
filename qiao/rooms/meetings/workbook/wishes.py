"""Wishes: of a delegation for a host, or of a host for a delegation."""

from collections.abc import Iterable, Iterator

from qiao.rooms.meetings.enums import Answer
from qiao.rooms.meetings.workbook import plans
from qiao.rooms.meetings.workbook.cells import answer, themes, whole
from qiao.rooms.meetings.workbook.event import Slot, Wish
from qiao.rooms.meetings.workbook.parties import Parties
from qiao.rooms.meetings.workbook.records import Record
from qiao.rooms.meetings.workbook.times import find_slot

MOST_RANK = 999


class Wishes:
    def __init__(self, parties: Parties, slots: tuple[Slot, ...]) -> None:
        self.parties, self.slots = parties, slots
        self.all: dict[tuple[str, str], Wish] = {}

    def add(self, record: Record) -> None:
        asker, wanted = (self._party(record, each) for each in ("asker", "wanted"))
        rank, about = whole(record, "rank", 1, MOST_RANK), themes(record, "themes")
        pin, said = find_slot(self.slots, record, "pin"), answer(record, "answer")
        if asker is None or wanted is None or not self._is_sound(record, asker, wanted):
            return
        source = record.source("pin" if pin else "wanted")
        wish = Wish(asker, wanted, rank, about, pin, source, answer=said)
        self._check_pin(record, wish)
        self.all[asker, wanted] = wish

    def _party(self, record: Record, field: str) -> str | None:
        found = self.parties.by_name.find(record, field)
        if found is None or found in self.parties.hosts or found in self.parties.delegated_at:
            return found
        sheets = f"{plans.DELEGATES.title} / {plans.HOSTS.title}"
        record.fault("no-party", field, value=record[field], sheets=sheets)
        return None

    def _is_sound(self, record: Record, asker: str, wanted: str) -> bool:
        hosts = self.parties.hosts
        if asker == wanted:
            record.fault("wish-for-oneself", "wanted", value=record["wanted"])
        elif (asker in hosts) == (wanted in hosts):
            record.fault("wish-same-side", "wanted")
        elif (asker, wanted) in self.all:
            first = self.all[asker, wanted].source
            record.fault("wish-twice", "wanted", other=f"{first.sheet}!{first.row}" if first else "")
        else:
            return True
        return False

    def _check_pin(self, record: Record, wish: Wish) -> None:
        other = self.all.get((wish.wanted, wish.asker))
        if wish.pin and other and other.pin and other.pin != wish.pin:
            record.fault("pin-differs", "pin", other=other.source)


def answered(wishes: Iterable[Wish]) -> Iterator[Wish]:
    """What is planned: a meeting that the other side declines is left out, unless it is fixed; what it wants
    too counts as a wish of its own."""
    wishes = tuple(wishes)
    there = {(wish.asker, wish.wanted) for wish in wishes}
    fixed = {frozenset((wish.asker, wish.wanted)) for wish in wishes if wish.pin}
    declined = {frozenset((w.asker, w.wanted)) for w in wishes if w.answer is Answer.DECLINE} - fixed
    for wish in wishes:
        if frozenset((wish.asker, wish.wanted)) in declined:
            continue
        yield wish
        if wish.answer is Answer.WANT and (wish.wanted, wish.asker) not in there:
            yield Wish(wish.wanted, wish.asker, None, wish.themes, wish.pin)
