"""The rounds of the next exchange, from those of the last one."""

import datetime as dt

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.round import SETTINGS
from qiao.rooms.meetings.domain.slot import write_slots
from qiao.rooms.meetings.models import MeetingRound, Table

DATES = ("wishes_due_at", "answers_due_at")


def copy_rounds(exchange: Exchange, copy: Exchange) -> None:
    """Slots and dates keep their distance from the first day, by the clock there; tables come without their
    places, which belong to the other exchange. Nobody's wishes are copied."""
    for meeting_round in exchange.meeting_rounds.select_related("exchange").order_by("id"):
        _copy_round(meeting_round, copy)


def _copy_round(meeting_round: MeetingRound, exchange: Exchange) -> None:
    copied = {name: getattr(meeting_round, name) for name in SETTINGS if name not in DATES}
    copy = MeetingRound(exchange=exchange, **copied)
    for name in DATES:
        setattr(copy, name, _shifted(getattr(meeting_round, name), meeting_round, exchange))
    copy.full_clean()
    copy.save(force_insert=True)
    slots = [
        (_shifted(s.starts_at, meeting_round, exchange), _shifted(s.ends_at, meeting_round, exchange))
        for s in meeting_round.slots.all()
    ]
    write_slots(copy, [(start, end) for start, end in slots if start and end and _is_within(end, exchange)])
    _copy_tables(meeting_round, copy)


def _copy_tables(source: MeetingRound, copy: MeetingRound) -> None:
    for table in source.tables.all():
        made = Table(
            round=copy, number=table.number, name_zh=table.name_zh, name_en=table.name_en, zone=table.zone
        )
        made.full_clean()
        made.save(force_insert=True)


def _shifted(moment: dt.datetime | None, source: MeetingRound, exchange: Exchange) -> dt.datetime | None:
    """As many days from the first day, at the same time by the clock."""
    if moment is None:
        return None
    there = moment.astimezone(source.zone)
    day = exchange.starts_on + (there.date() - source.exchange.starts_on)
    return dt.datetime.combine(day, there.time(), exchange.zone)


def _is_within(moment: dt.datetime, exchange: Exchange) -> bool:
    return moment.astimezone(exchange.zone).date() <= exchange.ends_on
