"""Live changes of a timetable that stands: every kind of them planned, shown, confirmed or discarded."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.agenda import may_release
from qiao.rooms.meetings.domain.fixing import fix_meeting
from qiao.rooms.meetings.domain.happening import (
    confirm_change,
    discard_change,
    is_current,
    plan_change,
    propose_change,
    report_change,
)
from qiao.rooms.meetings.domain.planning import ask_for_plan
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.domain.timetable import accept_timetable, discard_timetable, standing_timetable
from qiao.rooms.meetings.enums import HappeningKind, Mark, MeetingState
from qiao.rooms.meetings.errors import (
    AlreadyReported,
    ChangeNotPlanned,
    ChangeOvertaken,
    ChangeSettled,
    DoNotMeet,
    HasBegun,
    IsFixed,
    IsInTheRound,
    MeetAlready,
    MendsALiveChange,
    NoMeetingThen,
    NothingLeft,
    NoTimetable,
    PartyGone,
    PlanRunning,
    SlotNotBegun,
)
from qiao.rooms.meetings.models import (
    Absence,
    Encounter,
    ForbiddenPair,
    Happening,
    Meeting,
    MeetingParty,
    MeetingRound,
    MeetingWish,
    TableClosure,
    TimeSlot,
    Timetable,
)
from qiao.rooms.meetings.planning.errors import ChangeImpossible, NothingFound
from tests.rooms.meetings.domain.conftest import fresh, partner
from tests.rooms.meetings.domain.test_agenda import stand

Parties = dict[str, MeetingParty]
Held = dict[tuple[str, str], int]


@pytest.fixture
def standing(wished: MeetingRound, fay: User) -> Timetable:
    """Columbia meets Innovation and Battery, Duke meets Innovation and Lidar, ANU meets Lidar."""
    return stand(wished, fay)


@pytest.fixture
def begun(standing: Timetable) -> Iterator[TimeSlot]:
    """The first slot in which somebody meets; it lasts for ten minutes more."""
    slot = first_slot(standing)
    with time_machine.travel(slot.starts_at + dt.timedelta(minutes=10), tick=False):
        yield slot


def first_slot(timetable: Timetable) -> TimeSlot:
    return min((each.slot for each in timetable.meetings.all()), key=lambda slot: slot.starts_at)


def slots_of(meeting_round: MeetingRound) -> list[TimeSlot]:
    return list(meeting_round.slots.select_related("round__exchange"))


def held(timetable: Timetable | None) -> Held:
    """The number of the slot of each pair, by first words."""
    assert timetable is not None
    number = {each.pk: place for place, each in enumerate(timetable.round.slots.all())}
    rows = timetable.meetings.due().told()
    return {(str(r.guest).split()[0], str(r.host).split()[0]): number[r.slot_id] for r in rows}


def moves(before: Held, after: Held) -> int:
    return sum(after.get(pair, slot) != slot for pair, slot in before.items())


def propose(meeting_round: MeetingRound, actor: User, kind: HappeningKind, **said: Any) -> Happening:
    extra = {name: said.pop(name) for name in ("newcomer", "wishes") if name in said}
    return propose_change(meeting_round, actor=actor, values=said | {"kind": kind}, **extra)


def test_whoever_cancels_meets_nobody_and_nobody_else_moves(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    before = held(standing)

    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])

    assert change.timetable is not None
    after = held(change.timetable)
    assert after == {pair: slot for pair, slot in before.items() if pair[0] != "Duke"}
    assert (change.timetable.moved, change.timetable.moved_bound) == (0, 0)
    assert held(standing_timetable(standing.round)) == before
    assert change.front == [{"moved": 0, "weight": change.timetable.weight, "meetings": 3}]


def test_confirmed_cancellation_stands_and_its_wishes_no_longer_count(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])

    confirm_change(change, actor=fay)

    now = standing_timetable(standing.round)
    assert now == change.timetable
    assert not any("Duke" in pair for pair in held(now))
    assert fresh(parties["Duke"]).left_at is not None
    assert str(parties["Duke"].pk) not in read_round(standing.round).event.party
    assert fresh(parties["Duke"].delegation).state == "approved"
    assert fresh(change).settled_by == fay
    assert Activity.objects.filter(action="meetings.round.change_confirmed").count() == 1
    may_release(standing.round.exchange)


def test_host_that_is_late_keeps_its_meetings_later(standing: Timetable, parties: Parties, fay: User) -> None:
    before = held(standing)
    slots = slots_of(standing.round)

    change = propose(standing.round, fay, HappeningKind.LATE, party=parties["Lidar"], slot=slots[2])

    after = held(change.timetable)
    assert set(after) == set(before)
    assert {slot for pair, slot in after.items() if pair[1] == "Lidar"} == {2, 3}
    assert change.timetable is not None
    assert change.timetable.moved == moves(before, after) == change.timetable.moved_bound
    confirm_change(change, actor=fay)
    absent = Absence.objects.filter(party=parties["Lidar"]).values_list("slot", flat=True)
    assert set(absent) == {slots[0].pk, slots[1].pk}


@pytest.mark.parametrize(("kind", "free"), [(HappeningKind.LEAVES, {0, 1}), (HappeningKind.AWAY, {0, 2, 3})])
def test_party_is_asked_only_while_it_is_there(
    standing: Timetable, parties: Parties, fay: User, kind: HappeningKind, free: set[int]
) -> None:
    change = propose(standing.round, fay, kind, party=parties["Lidar"], slot=slots_of(standing.round)[1])

    after = held(change.timetable)
    assert set(after) == set(held(standing))
    assert {slot for pair, slot in after.items() if pair[1] == "Lidar"} <= free


def test_lost_table_moves_whoever_sat_there(standing: Timetable, fay: User) -> None:
    table, slots = standing.round.tables.all()[0], slots_of(standing.round)

    change = propose(standing.round, fay, HappeningKind.TABLE_LOST, table=table, slot=slots[0])

    assert change.timetable is not None
    assert not change.timetable.meetings.filter(table=table, slot=slots[0]).exists()
    assert set(held(change.timetable)) == set(held(standing))
    confirm_change(change, actor=fay)
    assert TableClosure.objects.get().slot == slots[0]


def test_table_lost_for_good_leaves_one(standing: Timetable, fay: User) -> None:
    table, other = standing.round.tables.all()

    change = propose(standing.round, fay, HappeningKind.TABLE_LOST, table=table)

    assert change.timetable is not None
    assert set(change.timetable.meetings.values_list("table", flat=True)) == {other.pk}
    assert len(held(change.timetable)) == 4


def test_two_meetings_change_places(standing: Timetable, parties: Parties, fay: User) -> None:
    slots, before = slots_of(standing.round), held(standing)
    one, other = before["Columbia", "Innovation"], before["Duke", "Innovation"]

    change = propose(
        standing.round, fay, HappeningKind.SWAP, party=parties["Columbia"], slot=slots[one],
        other=parties["Duke"], other_slot=slots[other],
    )  # fmt: skip

    after = held(change.timetable)
    assert (after["Columbia", "Innovation"], after["Duke", "Innovation"]) == (other, one)
    assert set(after) == set(before)
    assert change.timetable is not None
    assert change.timetable.moved == moves(before, after)
    assert not change.timetable.meetings.filter(is_fixed=True).exists()


def test_new_meeting_is_held_and_wished_for(standing: Timetable, parties: Parties, fay: User) -> None:
    change = propose(
        standing.round, fay, HappeningKind.NEW_WISH, party=parties["Battery"], other=parties["ANU"]
    )

    assert ("ANU", "Battery") in held(change.timetable)
    assert moves(held(standing), held(change.timetable)) == 0
    confirm_change(change, actor=fay)
    assert MeetingWish.objects.filter(asker=parties["Battery"], wanted=parties["ANU"]).exists()


def test_new_meeting_in_a_slot_makes_others_move(standing: Timetable, parties: Parties, fay: User) -> None:
    slots, before = slots_of(standing.round), held(standing)
    taken = before["ANU", "Lidar"]

    change = propose(
        standing.round, fay, HappeningKind.NEW_WISH, party=parties["ANU"], other=parties["Battery"],
        slot=slots[taken],
    )  # fmt: skip

    after = held(change.timetable)
    assert after["ANU", "Battery"] == taken
    assert after["ANU", "Lidar"] != taken
    assert set(after) == {*before, ("ANU", "Battery")}


def test_dropped_meeting_is_not_planned_again(standing: Timetable, parties: Parties, fay: User) -> None:
    change = propose(
        standing.round, fay, HappeningKind.DROP, party=parties["Lidar"], other=parties["ANU"], note="Ill"
    )
    assert ("ANU", "Lidar") not in held(change.timetable)

    confirm_change(change, actor=fay)

    assert ForbiddenPair.objects.get().reason == "Ill"
    again = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])
    assert ("ANU", "Lidar") not in held(again.timetable)


def test_walk_in_meets_whom_it_has_to_and_whom_it_wishes(
    standing: Timetable, parties: Parties, organiser: Partner, fay: User
) -> None:
    newcomer = partner(organiser.exchange, "Radar", PartnerRole.HOST)

    change = propose(
        standing.round, fay, HappeningKind.WALK_IN, newcomer=newcomer, other=parties["ANU"],
        wishes=[parties["Duke"]],
    )  # fmt: skip

    after = held(change.timetable)
    assert {("ANU", "Radar"), ("Duke", "Radar")} <= set(after)
    assert moves(held(standing), after) == 0
    assert change.party is not None
    assert not standing.round.parties.standing().filter(pk=change.party.pk).exists()
    confirm_change(change, actor=fay)
    assert standing.round.parties.standing().filter(pk=change.party.pk).exists()
    now = standing_timetable(standing.round)
    assert now is not None
    assert now.meetings.filter(is_walk_in=True).count() == 2
    with pytest.raises(IsInTheRound):
        propose(standing.round, fay, HappeningKind.WALK_IN, newcomer=newcomer, other=parties["ANU"])


def test_walk_in_that_is_discarded_leaves_no_party(
    standing: Timetable, parties: Parties, organiser: Partner, fay: User
) -> None:
    newcomer = partner(organiser.exchange, "Radar", PartnerRole.HOST)
    change = propose(standing.round, fay, HappeningKind.WALK_IN, newcomer=newcomer, wishes=[parties["Duke"]])

    discard_change(change, actor=fay)

    assert not standing.round.parties.standing().filter(partner=newcomer).exists()
    assert list(standing.round.timetables.all()) == [standing]


def test_nothing_that_has_begun_is_changed(
    standing: Timetable, parties: Parties, begun: TimeSlot, fay: User
) -> None:
    now, before = slots_of(standing.round).index(begun), held(standing)
    there = {pair for pair, slot in before.items() if slot == now}
    (_guest, host), *_more = there

    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties[host])

    after = held(change.timetable)
    assert {pair for pair, slot in after.items() if slot <= now} == there
    assert all(pair in there for pair in after if pair[1] == host)
    confirm_change(change, actor=fay)
    may_release(standing.round.exchange)
    again = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["ANU"])
    assert {pair for pair, slot in held(again.timetable).items() if slot <= now} == there
    confirm_change(again, actor=fay)
    may_release(standing.round.exchange)


def test_slot_of_whoever_did_not_appear_is_filled(standing: Timetable, begun: TimeSlot, fay: User) -> None:
    """By somebody who is free then and wishes to meet the host that waits."""
    meeting = Meeting.objects.filter(timetable=standing, slot=begun).told()[0]
    others = standing.round.parties.exclude(partner=None).exclude(pk=meeting.host_id)
    busy = {each.guest_id for each in standing.meetings.filter(slot=begun)}
    free = standing.round.parties.exclude(delegation=None).exclude(pk__in=busy)[0]
    MeetingWish.objects.get_or_create(asker=free, wanted=meeting.host)
    standing.meetings.filter(guest=free, host=meeting.host).delete()

    change = propose(standing.round, fay, HappeningKind.NO_SHOW, party=meeting.guest, slot=begun)

    assert change.timetable is not None
    filled = change.timetable.meetings.get(host=meeting.host, slot=begun)
    assert filled.guest == free
    assert change.other == meeting.host
    for other in others:
        kept, was = (
            list(each.meetings.filter(host=other, slot=begun).values_list("guest", "table"))
            for each in (change.timetable, standing)
        )
        assert kept == was
    confirm_change(change, actor=fay)
    may_release(standing.round.exchange)
    assert Encounter.objects.get(guest=meeting.guest, host=meeting.host).mark == Mark.GUEST_MISSED


def test_meeting_nobody_fills_is_kept_as_missed(standing: Timetable, begun: TimeSlot, fay: User) -> None:
    meeting = Meeting.objects.filter(timetable=standing, slot=begun).told()[0]
    MeetingWish.objects.exclude(asker=meeting.guest).delete()

    change = propose(standing.round, fay, HappeningKind.NO_SHOW, party=meeting.host, slot=begun)

    assert change.timetable is not None
    missed = change.timetable.meetings.get(guest=meeting.guest, host=meeting.host)
    assert (missed.state, missed.missed_by, missed.table) == (
        MeetingState.MISSED, meeting.host, meeting.table,
    )  # fmt: skip
    confirm_change(change, actor=fay)
    assert Encounter.objects.get(guest=meeting.guest, host=meeting.host).mark == Mark.HOST_MISSED
    again = propose(standing.round, fay, HappeningKind.NEW_WISH, party=meeting.guest, other=meeting.host)
    assert again.timetable is not None
    anew = again.timetable.meetings.get(guest=meeting.guest, host=meeting.host)
    assert anew.state == MeetingState.SCHEDULED
    assert anew.slot != begun


def test_what_cannot_be_names_the_smallest_set_and_stores_nothing(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    slots = slots_of(wished)
    fix_meeting(parties["ANU"], parties["Lidar"], actor=fay, slot=slots[0])
    stand(wished, fay)

    with pytest.raises(ChangeImpossible) as refused:
        propose(wished, fay, HappeningKind.LATE, party=parties["Lidar"], slot=slots[1])

    (clash,) = refused.value.clashes
    assert len(clash.pins) == 1
    assert "ANU – Lidar" in clash.pins[0]
    assert "Lidar is not available then" in clash.sentence
    assert not Happening.objects.exists()
    assert wished.timetables.count() == 1


def test_new_meeting_of_two_who_are_never_there_together_is_refused(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    slots = slots_of(standing.round)
    Absence.objects.bulk_create(Absence(party=parties["ANU"], slot=each) for each in slots[:2])
    Absence.objects.bulk_create(Absence(party=parties["Battery"], slot=each) for each in slots[2:])

    with pytest.raises(ChangeImpossible) as refused:
        propose(standing.round, fay, HappeningKind.NEW_WISH, party=parties["ANU"], other=parties["Battery"])

    assert "never both available" in str(refused.value.clashes[0].sentence)


def test_more_moves_are_tried_where_that_is_worth_more(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    slots = slots_of(standing.round)
    change = propose(standing.round, fay, HappeningKind.LATE, party=parties["Lidar"], slot=slots[3])
    fewest = change.timetable
    assert fewest is not None

    again = plan_change(change, actor=fay, most_moved=4)

    assert again.timetable is not None
    assert again.timetable.weight >= fewest.weight
    assert not Timetable.objects.filter(pk=fewest.pk).exists()
    assert {each["moved"] for each in again.front} == {fewest.moved, again.timetable.moved}


def test_too_few_moves_are_said_to_be_too_few(standing: Timetable, parties: Parties, fay: User) -> None:
    slots, before = slots_of(standing.round), held(standing)
    change = propose(
        standing.round, fay, HappeningKind.SWAP, party=parties["Columbia"],
        slot=slots[before["Columbia", "Innovation"]], other=parties["Duke"],
        other_slot=slots[before["Duke", "Innovation"]],
    )  # fmt: skip

    with pytest.raises(NothingFound):
        plan_change(change, actor=fay, most_moved=1)

    assert fresh(change).timetable == change.timetable


def test_second_change_is_overtaken_and_planned_again(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    first = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])
    second = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["ANU"])
    confirm_change(first, actor=fay)

    with pytest.raises(ChangeOvertaken):
        confirm_change(second, actor=fay)
    assert fresh(second).is_open
    assert not is_current(fresh(second), fresh(second).timetable)
    confirm_change(plan_change(fresh(second), actor=fay), actor=fay)

    assert {pair[0] for pair in held(standing_timetable(standing.round))} == {"Columbia"}


def test_change_is_overtaken_by_the_clock(standing: Timetable, fay: User) -> None:
    slot = first_slot(standing)
    meeting = standing.meetings.filter(slot=slot).told()[0]
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=meeting.host)

    with (
        time_machine.travel(slot.starts_at, tick=False),
        pytest.raises(ChangeOvertaken),
    ):
        confirm_change(change, actor=fay)


def test_only_what_was_shown_is_confirmed(standing: Timetable, parties: Parties, fay: User) -> None:
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])
    shown = change.timetable
    again = plan_change(change, actor=fay)

    with pytest.raises(ChangeOvertaken):
        confirm_change(again, actor=fay, shown=shown)


def test_settled_change_is_settled_once(standing: Timetable, parties: Parties, fay: User) -> None:
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])
    discard_change(change, actor=fay)

    for verb in (confirm_change, discard_change, plan_change):
        with pytest.raises(ChangeSettled):
            verb(fresh(change), actor=fay)


def test_timetable_of_a_change_is_settled_with_it_alone(
    standing: Timetable, parties: Parties, fay: User
) -> None:
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])
    assert change.timetable is not None

    for verb in (accept_timetable, discard_timetable):
        with pytest.raises(MendsALiveChange):
            verb(change.timetable, actor=fay)


def test_party_reports_of_itself_and_the_organiser_plans(
    standing: Timetable, parties: Parties, fay: User, una: User
) -> None:
    mine = parties["Columbia"]

    change = report_change(mine, actor=una, kind=HappeningKind.CANCELS)

    assert (change.state, change.timetable, change.said_by) == ("proposed", None, una)
    with pytest.raises(AlreadyReported):
        report_change(mine, actor=una, kind=HappeningKind.CANCELS)
    with pytest.raises(ChangeNotPlanned):
        confirm_change(change, actor=fay)
    assert not any("Columbia" in pair for pair in held(plan_change(change, actor=fay).timetable))


def test_party_reports_for_whom_it_waits(standing: Timetable, begun: TimeSlot, fay: User) -> None:
    meeting = Meeting.objects.filter(timetable=standing, slot=begun).told()[0]

    change = report_change(meeting.guest, actor=fay, kind=HappeningKind.NO_SHOW, slot=begun)

    assert (change.party, change.other) == (meeting.host, meeting.guest)


def test_party_reports_nothing_else(standing: Timetable, parties: Parties, una: User) -> None:
    with pytest.raises(NotPermitted):
        report_change(parties["Columbia"], actor=una, kind=HappeningKind.TABLE_LOST)
    with pytest.raises(NotPermitted):
        report_change(parties["Duke"], actor=una, kind=HappeningKind.CANCELS)


@pytest.mark.parametrize("who", ["una", "hui", "nan", "sam", "opal"])
def test_changes_are_the_owners_matter(
    standing: Timetable, parties: Parties, fay: User, who: str, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    change = propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"])

    with pytest.raises(NotPermitted):
        propose(standing.round, actor, HappeningKind.CANCELS, party=parties["ANU"])
    for verb in (confirm_change, discard_change, plan_change):
        with pytest.raises(NotPermitted):
            verb(change, actor=actor)


def test_reports_that_make_no_sense_say_what_to_do(standing: Timetable, parties: Parties, fay: User) -> None:
    slots, found = slots_of(standing.round), standing.round
    before = held(standing)
    free = next(n for n in range(4) if n not in {s for p, s in before.items() if p[0] == "ANU"})
    anu, lidar, battery = parties["ANU"], parties["Lidar"], parties["Battery"]
    there = slots[before["ANU", "Lidar"]]
    wrong: list[tuple[type[Exception], HappeningKind, dict[str, Any]]] = [
        (ValidationError, HappeningKind.LATE, {"party": anu}),
        (NothingLeft, HappeningKind.LATE, {"party": anu, "slot": slots[0]}),
        (NoMeetingThen, HappeningKind.SWAP, {
            "party": anu, "slot": slots[free], "other": lidar, "other_slot": there}),
        (MeetAlready, HappeningKind.NEW_WISH, {"party": anu, "other": lidar}),
        (DoNotMeet, HappeningKind.DROP, {"party": anu, "other": battery}),
        (SlotNotBegun, HappeningKind.NO_SHOW, {"party": anu, "slot": there}),
    ]  # fmt: skip
    for error, kind, said in wrong:
        with pytest.raises(error):
            propose(found, fay, kind, **said)


def test_fixed_meeting_is_not_swapped(wished: MeetingRound, parties: Parties, fay: User) -> None:
    slots = slots_of(wished)
    fix_meeting(parties["ANU"], parties["Lidar"], actor=fay, slot=slots[0])
    standing = stand(wished, fay)
    other = held(standing)["Duke", "Lidar"]

    with pytest.raises(IsFixed):
        propose(
            wished, fay, HappeningKind.SWAP, party=parties["ANU"], slot=slots[0], other=parties["Duke"],
            other_slot=slots[other],
        )  # fmt: skip


def test_meeting_that_has_begun_is_not_dropped(standing: Timetable, begun: TimeSlot, fay: User) -> None:
    meeting = Meeting.objects.filter(timetable=standing, slot=begun).told()[0]

    with pytest.raises(HasBegun):
        propose(standing.round, fay, HappeningKind.DROP, party=meeting.guest, other=meeting.host)


def test_nothing_is_mended_where_nothing_stands_or_while_a_plan_is_solved(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    with pytest.raises(NoTimetable):
        propose(wished, fay, HappeningKind.CANCELS, party=parties["Duke"])
    stand(wished, fay)
    ask_for_plan(wished, actor=fay)

    with pytest.raises(PlanRunning):
        propose(wished, fay, HappeningKind.CANCELS, party=parties["Duke"])
    assert not Happening.objects.exists()


def test_party_that_left_reports_nothing_more(standing: Timetable, parties: Parties, fay: User) -> None:
    confirm_change(propose(standing.round, fay, HappeningKind.CANCELS, party=parties["Duke"]), actor=fay)

    with pytest.raises(PartyGone):
        propose(standing.round, fay, HappeningKind.LEAVES, party=fresh(parties["Duke"]),
                slot=slots_of(standing.round)[1])  # fmt: skip
