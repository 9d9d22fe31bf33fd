"""An independent look at who sits where, beside the engine's check: it shares nothing with the seating."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from qiao.rooms.meetings.planning.seating import Meeting
from qiao.rooms.meetings.planning.words import tell_slots
from qiao.rooms.meetings.workbook.event import Event


def faults_of(event: Event, meetings: Iterable[Meeting]) -> Iterator[str]:
    """In words; nothing where everybody is in one place, at a table that is open and theirs."""
    meetings = list(meetings)
    yield from _crowded(meetings)
    own = {party.place: party.key for party in event.parties if party.place}
    for each in meetings:
        when = tell_slots([each.slot])
        values = {"where": each.seat.place.name, "when": when}
        if not event.is_free(each.seat.place.key, each.slot):
            yield _("%(where)s is closed then (%(when)s).") % values
        if own.get(each.seat.place.key, each.pair.host.key) != each.pair.host.key and _is_single(each):
            yield _("%(where)s is the table of another host (%(when)s).") % values
        for party in (each.pair.delegation, each.pair.host):
            if not event.is_free(party.key, each.slot):
                yield _("%(who)s is not available then (%(when)s).") % {"who": party.name, "when": when}


def _is_single(meeting: Meeting) -> bool:
    return meeting.seat.place.capacity == 1


def _crowded(meetings: list[Meeting]) -> Iterator[str]:
    """Somebody, or a table, in two meetings at once."""
    slots = {each.slot.code: each.slot for each in meetings}
    people = [
        (str(party.name), each.slot.code)
        for each in meetings
        for party in (each.pair.delegation, each.pair.host)
    ]
    tables = [(f"{each.seat.place.name} {each.seat.table}", each.slot.code) for each in meetings]
    for (who, code), count in Counter([*people, *tables]).items():
        if count > 1:
            values = {"who": who, "when": tell_slots([slots[code]])}
            yield _("%(who)s is in two meetings at once (%(when)s).") % values
