"""The meetings that stand, as the agenda of the exchange tells them to everybody."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.addresses import encounter_path
from qiao.rooms.meetings.domain.planning import running_of
from qiao.rooms.meetings.domain.reading import name_of
from qiao.rooms.meetings.domain.round import move_round
from qiao.rooms.meetings.domain.timetable import require_sound
from qiao.rooms.meetings.enums import RoundState, Theme, TimetableState
from qiao.rooms.meetings.errors import PlanRunning
from qiao.rooms.meetings.models import Meeting, MeetingRound, Table, Timetable
from qiao.rooms.programme.agenda import AgendaEntry, Both, Source

KIND = "meeting"


def entries(exchange: Exchange) -> Iterable[AgendaEntry]:
    """Of each round the accepted timetable, or else the released one."""
    standing = _standing(exchange)
    meetings = Meeting.objects.filter(timetable__in=standing).on().told()
    return [_entry(each, standing[each.timetable_id]) for each in meetings]


def entries_of(timetable: Timetable) -> Iterable[AgendaEntry]:
    """What it would put into the agenda if it stood."""
    return [_entry(each, timetable.round) for each in timetable.meetings.on().told()]


def may_release(exchange: Exchange) -> None:
    """Not while a timetable is being solved, nor with one that no longer holds."""
    if running := running_of(exchange):
        raise PlanRunning(round=str(running.round))
    for timetable in _with_state(exchange, TimetableState.ACCEPTED):
        require_sound(timetable)


def path(entry: AgendaEntry) -> str:
    return encounter_path(UUID(entry.key.rpartition(":")[2]))


@transaction.atomic
def released(exchange: Exchange, number: int) -> None:
    for timetable in _with_state(exchange, TimetableState.ACCEPTED):
        found = timetable.round
        found.timetables.filter(state=TimetableState.RELEASED).update(state=TimetableState.SUPERSEDED)
        timetable.state = TimetableState.RELEASED
        timetable.released_at, timetable.release_number = timezone.now(), number
        timetable.save(update_fields=["state", "released_at", "release_number", "updated_at"])
        move_round(found, RoundState.RELEASED)


source = Source(entries, may_release, released, path)


def _with_state(exchange: Exchange, state: TimetableState) -> QuerySet[Timetable]:
    found = Timetable.objects.light().filter(round__exchange=exchange, state=state)
    return found.select_related("round__exchange")


def _standing(exchange: Exchange) -> dict[Any, MeetingRound]:
    found: dict[Any, Timetable] = {}
    for state in (TimetableState.RELEASED, TimetableState.ACCEPTED):
        found |= {each.round_id: each for each in _with_state(exchange, state)}
    return {each.pk: each.round for each in found.values()}


def _entry(meeting: Meeting, meeting_round: MeetingRound) -> AgendaEntry:
    guest, host = meeting.guest, meeting.host
    delegation, centre = (_names(party.organisation) for party in (guest, host))
    return AgendaEntry(
        key=meeting.key,
        kind=KIND,
        starts_at=meeting.slot.starts_at,
        ends_at=meeting.slot.ends_at,
        title=_both(
            lambda zh: _("Meeting: %(one)s – %(other)s") % {"one": delegation(zh), "other": centre(zh)}
        ),
        place=place_of(meeting.table),
        place_id=meeting.table.place_id,
        notes=tuple(_notes(meeting, delegation, centre)),
        delegations=frozenset(filter(None, [guest.delegation_id])),
        partners=frozenset(filter(None, [host.partner_id])),
        details={
            "round": str(meeting_round.pk),
            "guest": str(guest.pk),
            "host": str(host.pk),
            "table": meeting.table.number,
            "themes": list(meeting.themes),
        },
    )


def _notes(meeting: Meeting, one: Callable[[bool], str], other: Callable[[bool], str]) -> Iterator[Both]:
    yield _both(
        lambda zh: _("Between %(delegation)s and %(host)s") % {"delegation": one(zh), "host": other(zh)}
    )
    yield _both(lambda _zh: _("At table %(number)s") % {"number": meeting.table.number})
    if meeting.themes:
        yield _both(
            lambda _zh: pgettext("list", "; ").join(str(Theme(each).label) for each in meeting.themes)
        )


def place_of(table: Table) -> Both:
    name = name_of(table)
    return Both(name.zh, name.en)


def _names(organisation: Any) -> Callable[[bool], str]:
    zh, en = organisation.name_zh or organisation.name_en, organisation.name_en or organisation.name_zh
    return lambda in_chinese: zh if in_chinese else en


def _both(told: Callable[[bool], str]) -> Both:
    with translation.override("zh-hans"):
        zh = told(True)
    with translation.override("en"):
        return Both(zh, told(False))
