"""Who is told once a timetable is released: what the release would ask, asked before."""

from qiao.rooms.meetings.domain.agenda import entries_of
from qiao.rooms.meetings.models import Timetable
from qiao.rooms.programme.agenda import agenda
from qiao.rooms.programme.domain.recipients import recipients_of
from qiao.rooms.programme.domain.snapshot import people_now, released
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import Agenda


def told_with(timetable: Timetable) -> int:
    """How many people get a mail with the next release if the timetable stands by then."""
    exchange = timetable.round.exchange
    elsewhere = [each for each in agenda(exchange) if each.details.get("round") != str(timetable.round_id)]
    entries = sorted([*elsewhere, *entries_of(timetable)], key=lambda each: (each.starts_at, each.key))
    before = released(Release.objects.current(exchange))
    return len(recipients_of(exchange, before, Agenda(tuple(entries), people_now(exchange))))
