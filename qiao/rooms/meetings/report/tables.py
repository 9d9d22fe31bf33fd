"""The timetable as a workbook: by slot and table, as a list, by party, and what was not granted and why."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.meetings.itinerary.words import tell_themes
from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.planning.seating import Meeting
from qiao.rooms.meetings.planning.words import tell_time
from qiao.rooms.meetings.report.both import both, each_of, headings
from qiao.rooms.meetings.workbook.event import Party

NAMES = (_("Delegation (Chinese)"), _("Delegation (English)"), _("Host (Chinese)"), _("Host (English)"))


def timetable_xlsx(plan: Plan, reasons: Reasons) -> bytes:
    return xlsx_bytes([by_table(plan), listed(plan), by_party(plan), _refused(plan, reasons)])


def title(text: object) -> str:
    return both(text).replace(" / ", " ")


def by_table(plan: Plan) -> NewSheet:
    """Slots down, tables across; a table that nobody uses has no column."""
    order = {place.key: number for number, place in enumerate(plan.event.places)}
    used = {meeting.seat for meeting in plan.meetings}
    seats = sorted(used, key=lambda seat: (order[seat.place.key], seat.table))
    at = {(meeting.slot.code, meeting.seat): meeting for meeting in plan.meetings}
    rows = [
        [slot.day, tell_time(slot), *(_pair(at.get((slot.code, seat))) for seat in seats)]
        for slot in plan.event.slots
    ]
    tables = [f"{seat.place.name.both} {seat.table}" for seat in seats]
    return NewSheet(
        title(_("Timetable")),
        [*headings((_("Date"), _("Time"))), *tables],
        rows,
        (12, 14, *[34] * len(seats)),
    )


def _pair(meeting: Meeting | None) -> str:
    return "" if meeting is None else f"{meeting.pair.delegation.name.both}\n{meeting.pair.host.name.both}"


def listed(plan: Plan) -> NewSheet:
    header = headings(
        (
            _("Date"),
            _("Start"),
            _("End"),
            _("Place"),
            pgettext_lazy("table number", "Table"),
            *NAMES,
            _("Theme (Chinese)"),
            _("Theme (English)"),
            _("Weight"),
            _("Fixed"),
        )
    )
    rows = [_meeting(meeting) for meeting in plan.meetings]
    return NewSheet(title(_("Meetings")), header, rows, (12, 12, 12, 24, 12, 24, 34, 24, 34, 18, 30, 12, 12))


def _meeting(meeting: Meeting) -> list[Any]:
    slot, pair, seat = meeting.slot, meeting.pair, meeting.seat
    return [
        slot.day,
        slot.starts_at.time(),
        slot.ends_at.time(),
        seat.place.name.both,
        seat.table,
        *_names(pair),
        *each_of(lambda: tell_themes(pair.themes)),
        pair.weight,
        _mark(pair.pin is not None),
    ]


def _names(pair: Pair) -> list[str]:
    return [pair.delegation.name.zh, pair.delegation.name.en, pair.host.name.zh, pair.host.name.en]


def _mark(is_so: bool) -> str:
    return "✓" if is_so else ""


def by_party(plan: Plan) -> NewSheet:
    """A row for each party, and a column for each slot with whom it meets there and at which table."""
    told = (_("Name (Chinese)"), _("Name (English)"), _("Side"), _("Own wishes"), _("Of these granted"))
    slots = [f"{slot.starts_at:%m-%d %H:%M}" for slot in plan.event.slots]
    rows = [_party(plan, party) for party in plan.event.parties]
    widths = (24, 40, 22, 14, 14, 14, *[34] * len(slots))
    return NewSheet(
        title(_("Delegations and hosts")), [*headings((*told, _("Meetings"))), *slots], rows, widths
    )


def _party(plan: Plan, party: Party) -> list[Any]:
    own = [pair for pair in plan.pairs if pair.wish_of(party)]
    refused = [pair for pair in plan.refused if pair.wish_of(party)]
    meetings = {meeting.slot.code: meeting for meeting in plan.meetings_of(party)}
    counts = [len(own), len(own) - len(refused), len(meetings)]
    cells = [_counterpart(meetings.get(slot.code), party) for slot in plan.event.slots]
    return [party.name.zh, party.name.en, both(party.side.label), *counts, *cells]


def _counterpart(meeting: Meeting | None, party: Party) -> str:
    if meeting is None:
        return ""
    return f"{meeting.pair.other(party).name.both}\n{meeting.seat.place.name.both} {meeting.seat.table}"


def _refused(plan: Plan, reasons: Reasons) -> NewSheet:
    header = headings(
        (
            *NAMES,
            _("Rank of the delegation"),
            _("Rank of the host"),
            _("Weight"),
            _("Why (Chinese)"),
            _("Why (English)"),
            _("What would grant it (Chinese)"),
            _("What would grant it (English)"),
        )
    )
    rows = [list(_refusal(pair, reasons)) for pair in plan.refused]
    return NewSheet(title(_("Not granted")), header, rows, (24, 34, 24, 34, 12, 12, 12, 60, 60, 44, 44))


def _refusal(pair: Pair, reasons: Reasons) -> Iterator[Any]:
    yield from _names(pair)
    for party in (pair.delegation, pair.host):
        wish = pair.wish_of(party)
        yield None if wish is None else wish.rank or "–"
    yield pair.weight
    yield from each_of(lambda: reasons.why(pair))
    yield from each_of(lambda: reasons.remedy(pair))
