"""The workbook of a round to download: what it could be read from, and the timetable that stands."""

from collections.abc import Iterator
from dataclasses import replace

from qiao.engines.timetabling.result import Meeting as Held
from qiao.engines.timetabling.result import Solution
from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.domain.writing import Written, write_round
from qiao.rooms.meetings.models import Meeting, MeetingRound
from qiao.rooms.meetings.planning.grid import grid_of
from qiao.rooms.meetings.planning.pairs import Pair, pairs_of
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.problem import problem_of
from qiao.rooms.meetings.planning.seating import Meeting as Seated
from qiao.rooms.meetings.planning.seating import Seat
from qiao.rooms.meetings.report.tables import by_party, by_table, listed
from qiao.rooms.meetings.workbook.event import Event
from qiao.rooms.meetings.workbook.fill import sheets_of
from qiao.rooms.meetings.workbook.wishes import answered

PASSED_OVER = "#"  # a sheet that the reader leaves alone


def round_xlsx(meeting_round: MeetingRound, *, actor: User) -> bytes:
    written = write_round(meeting_round, actor=actor)
    return xlsx_bytes([*sheets_of(written.event, written.codes), *_timetable(written)])


def _timetable(written: Written) -> Iterator[NewSheet]:
    standing = standing_timetable(written.reading.round)
    if standing is None:
        return
    plan = _plan(written, list(standing.meetings.on()))
    for sheet in (by_table(plan), listed(plan), by_party(plan)):
        yield replace(sheet, name=f"{PASSED_OVER}{sheet.name}")


def _plan(written: Written, meetings: list[Meeting]) -> Plan:
    event = replace(written.event, wishes=tuple(answered(written.event.wishes)))
    pairs, grid = pairs_of(event), grid_of(event)
    seated = tuple(_seated(written, event, pairs, meetings))
    schedule = {each.pair.id: Held(grid.number[each.slot.code]) for each in seated if each.pair.id}
    solution = Solution("kept", "unknown", schedule)
    return Plan(event, grid, pairs, problem_of(event, pairs, grid), solution, seated)


def _seated(
    written: Written, event: Event, pairs: tuple[Pair, ...], meetings: list[Meeting]
) -> Iterator[Seated]:
    """By time, then by table; the number of a table is the one that it has on the site."""
    wished = {(each.delegation.key, each.host.key): each for each in pairs}
    slots = {each.code: each for each in event.slots}
    places = {each.key: each for each in event.places}
    tables = {each.pk: each for each in written.reading.tables}
    for each in sorted(
        meetings, key=lambda each: (int(written.slots[each.slot_id]), tables[each.table_id].number)
    ):
        if each.guest_id not in written.keys or each.host_id not in written.keys:
            continue
        who = written.keys[each.guest_id], written.keys[each.host_id]
        pair = wished.get(who) or Pair("", event.party[who[0]], event.party[who[1]], ())
        table = tables[each.table_id]
        place = places[written.places[table.place_id, table.zone].both]
        yield Seated(pair, slots[written.slots[each.slot_id]], Seat(place, table.number))
