"""Which timetable of a round stands."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.formats import input_hash
from qiao.engines.timetabling.result import Meeting as Held
from qiao.engines.timetabling.result import Solution
from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.encounter import write_encounters
from qiao.rooms.meetings.domain.locking import locked_round
from qiao.rooms.meetings.domain.planning import require_no_run
from qiao.rooms.meetings.domain.reading import Reading, read_round
from qiao.rooms.meetings.domain.round import move_round
from qiao.rooms.meetings.enums import RoundState, TimetableState
from qiao.rooms.meetings.errors import (
    MendsALiveChange,
    PartyGone,
    TimetableNotReady,
    TimetableOutdated,
)
from qiao.rooms.meetings.models import Happening, Meeting, MeetingRound, Timetable
from qiao.rooms.meetings.planning.grid import grid_of
from qiao.rooms.meetings.planning.pairs import Pair, pairs_of
from qiao.rooms.meetings.planning.problem import problem_of
from qiao.rooms.meetings.planning.seating import Meeting as Seated
from qiao.rooms.meetings.planning.seating import Seat
from qiao.rooms.meetings.planning.sound import faults_of


@transaction.atomic
def accept_timetable(timetable: Timetable, *, actor: User) -> Timetable:
    """From now on it stands; the next release carries it to everybody. The one that stood before is
    superseded, and a released one stays until it is replaced by that release.

    Raises
    ------
    TimetableOutdated : what it was made from changed so that it no longer holds.
    """
    require(actor, "meetings.plan_round", timetable.round)
    found = locked_round(timetable.round)
    require_no_run(found)
    timetable = Timetable.objects.select_related("round__exchange").get(pk=timetable.pk)
    timetable.round = found
    if timetable.state != TimetableState.CHECKED:
        raise TimetableNotReady(state=timetable.status.label)
    _require_no_change(timetable)
    require_sound(timetable)
    stand(timetable, actor)
    record(actor, "meetings.round.timetable_accepted", found, changes={"timetable": [None, timetable.number]})
    return timetable


def stand(timetable: Timetable, actor: Any) -> None:
    """The caller has asked for permission and holds the lock."""
    found = timetable.round
    found.timetables.filter(state=TimetableState.ACCEPTED).update(state=TimetableState.SUPERSEDED)
    timetable.state = TimetableState.ACCEPTED
    timetable.accepted_at, timetable.accepted_by = timezone.now(), actor
    timetable.save(update_fields=["state", "accepted_at", "accepted_by", "updated_at"])
    write_encounters(timetable)
    if not found.status.has_plan:
        move_round(found, RoundState.PLANNED)


@transaction.atomic
def discard_timetable(timetable: Timetable, *, actor: User) -> None:
    """One that was only looked at."""
    require(actor, "meetings.plan_round", timetable.round)
    found = locked_round(timetable.round)
    timetable = Timetable.objects.get(pk=timetable.pk)
    if timetable.state not in (TimetableState.CHECKED, TimetableState.FAILED):
        raise TimetableNotReady(state=timetable.status.label)
    _require_no_change(timetable)
    number = timetable.number
    timetable.delete()
    record(actor, "meetings.round.timetable_discarded", found, changes={"timetable": [number, None]})


def _require_no_change(timetable: Timetable) -> None:
    """What mends a live change is settled with it."""
    if Happening.objects.filter(timetable=timetable).exists():
        raise MendsALiveChange(timetable=str(timetable))


def standing_timetable(meeting_round: MeetingRound) -> Timetable | None:
    """The accepted one, or else the released one."""
    standing = meeting_round.timetables.light().filter(
        state__in=[TimetableState.ACCEPTED, TimetableState.RELEASED]
    )
    return standing.order_by("state").first()  # "accepted" comes before "released"


def is_outdated(timetable: Timetable) -> bool:
    """Whether wishes, people, slots or tables have changed since; the timetable may hold all the same."""
    event = read_round(timetable.round).event
    return input_hash(problem_of(event, pairs_of(event), grid_of(event)))[:64] != timetable.made_from


def require_sound(timetable: Timetable) -> None:
    """Against everything as it is now: two judgements that share nothing with the solver."""
    reading = read_round(timetable.round)
    meetings = list(timetable.meetings.due().select_related("slot"))
    wrong = [*_missing(reading, meetings), *violations_of(reading, meetings)]
    if wrong:
        raise TimetableOutdated(violations=" ".join(dict.fromkeys(wrong[:5])))


def violations_of(reading: Reading, meetings: list[Meeting]) -> list[str]:
    event = reading.event
    seated = list(seated_of(reading, meetings))
    wrong = list(faults_of(event, seated))
    if wrong:
        return wrong
    pairs, grid = pairs_of(event), grid_of(event)
    number = {_key(each): each.id for each in pairs}
    schedule = {
        number[_key(each.pair)]: Held(grid.number[each.slot.code])
        for each in seated
        if _key(each.pair) in number
    }
    verdict = check(problem_of(event, pairs, grid), Solution("kept", "unknown", schedule))
    return [each.sentence.text() for each in verdict.violations]


def seated_of(reading: Reading, meetings: list[Meeting]) -> "list[Seated]":
    event = reading.event
    slots = {each.code: each for each in event.slots}
    places = {each.key: each for each in event.places}
    wished = {_key(each): each for each in pairs_of(event)}
    return [
        Seated(
            wished.get((str(each.guest_id), str(each.host_id)))
            or Pair("", event.party[str(each.guest_id)], event.party[str(each.host_id)], ()),
            slots[str(each.slot_id)],
            Seat(places[str(each.table_id)], 1),
        )
        for each in meetings
        if str(each.guest_id) in event.party and str(each.host_id) in event.party
    ]


def _missing(reading: Reading, meetings: list[Meeting]) -> list[str]:
    """Meetings to come with somebody who has left."""
    there, now = reading.party, timezone.now()
    to_come = [each for each in meetings if each.slot.starts_at > now]
    gone = [each for each in to_come if each.guest_id not in there or each.host_id not in there]
    return [str(PartyGone(who=f"{each.guest} – {each.host}")) for each in gone]


def _key(pair: Pair) -> tuple[str, str]:
    return pair.delegation.key, pair.host.key
