import pytest
from django.utils import timezone

from qiao.kit.access import may
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.agenda import may_release, released
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.comparison import compare_timetables
from qiao.rooms.meetings.domain.fixing import fix_meeting, forbid_pair
from qiao.rooms.meetings.domain.party import remove_party
from qiao.rooms.meetings.domain.planning import ask_for_plan, solve_timetable, stop_plan
from qiao.rooms.meetings.domain.timetable import accept_timetable, discard_timetable, is_outdated
from qiao.rooms.meetings.domain.wish import answer_wish
from qiao.rooms.meetings.enums import Answer
from qiao.rooms.meetings.errors import (
    NothingToPlan,
    PlanRunning,
    StandsInTimetable,
    TimetableNotReady,
    TimetableOutdated,
)
from qiao.rooms.meetings.models import Meeting, MeetingParty, MeetingRound, MeetingWish, Timetable
from tests.rooms.meetings.domain.conftest import fresh, member, wish

Parties = dict[str, MeetingParty]


def solved(meeting_round: MeetingRound, actor: User, **values: int) -> Timetable:
    """Asked for and solved in this process."""
    timetable = ask_for_plan(meeting_round, actor=actor, seconds=60, **values)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))
    found: Timetable = fresh(timetable)
    return found


def pairs(timetable: Timetable) -> set[str]:
    return {str(each) for each in timetable.meetings.told()}


def test_plan_is_solved_checked_and_kept(wished: MeetingRound, fay: User) -> None:
    timetable = solved(wished, fay)

    assert (timetable.state, timetable.number, timetable.weight, timetable.weight_bound) == (
        "checked", 1, 30 + 9 + 10 + 9 + 10, 68,
    )  # fmt: skip
    assert timetable.is_best
    assert timetable.certificate["kind"]
    assert pairs(timetable) == {
        "Columbia University – Innovation Centre",
        "Columbia University – Battery",
        "Duke – Innovation Centre",
        "Duke – Lidar",
        "ANU – Lidar",
    }


def test_job_tells_its_result_and_may_run_twice(wished: MeetingRound, fay: User) -> None:
    timetable = ask_for_plan(wished, actor=fay, seconds=60)

    run_ready_jobs()
    again = solve_timetable.func(str(timetable.job_id), str(timetable.pk))

    assert Job.objects.values_list("result", flat=True).get(title__startswith="Timetable") == {
        "meetings": 5,
        "weight": 68,
    }
    assert again == {}
    assert Meeting.objects.count() == 5


def test_one_timetable_is_solved_at_a_time(wished: MeetingRound, fay: User) -> None:
    ask_for_plan(wished, actor=fay)

    with pytest.raises(PlanRunning) as refused:
        ask_for_plan(wished, actor=fay)
    with pytest.raises(PlanRunning):
        may_release(wished.exchange)

    assert "One to one" in str(refused.value)


def test_plan_cancelled_before_it_began_makes_room(wished: MeetingRound, fay: User) -> None:
    first = ask_for_plan(wished, actor=fay)
    stop_plan(first, actor=fay)

    ask_for_plan(wished, actor=fay)

    assert list(wished.timetables.values_list("number", "state")) == [(2, "draft"), (1, "failed")]


def test_another_organiser_stops_it_and_no_guest(
    wished: MeetingRound, organiser: Partner, fay: User, una: User
) -> None:
    ari = member(organiser, "ari")
    found = ask_for_plan(wished, actor=fay)

    with pytest.raises(NotPermitted):
        stop_plan(found, actor=una)
    assert [may(each, "jobs.view_job", found.job) for each in (fay, ari, una)] == [True, True, False]
    stop_plan(fresh(found), actor=ari)
    assert Job.objects.get(pk=found.job_id).state == "cancelled"


def test_cancelling_while_it_runs_keeps_the_best(wished: MeetingRound, fay: User) -> None:
    timetable = ask_for_plan(wished, actor=fay)
    Job.objects.update(cancel_requested_at=timezone.now())

    solve_timetable.func(str(timetable.job_id), str(timetable.pk))

    assert fresh(timetable).state in ("checked", "failed")


def test_nothing_to_plan_without_wishes(meeting_round: MeetingRound, parties: Parties, fay: User) -> None:
    with pytest.raises(NothingToPlan):
        ask_for_plan(meeting_round, actor=fay)


@pytest.mark.parametrize("who", ["una", "hui", "nan", "sam", "opal"])
def test_planning_is_the_owners_matter(
    wished: MeetingRound, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        ask_for_plan(wished, actor=request.getfixturevalue(who))


def test_declined_and_forbidden_are_refused_with_the_reason(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    declined = MeetingWish.objects.get(asker=parties["ANU"])
    answer_wish(declined, actor=fay, answer=Answer.DECLINE)
    forbid_pair(parties["Duke"], parties["Lidar"], actor=fay)

    timetable = solved(wished, fay)

    told = {str(each): each.reasons for each in timetable.refused_wishes.all()}
    assert told == {
        "ANU – Lidar": [{"code": "declined", "who": str(parties["Lidar"].pk), "when": []}],
        "Duke – Lidar": [{"code": "forbidden", "who": None, "when": []}],
    }
    assert len(pairs(timetable)) == 3


def test_wanted_too_weighs_as_a_wish_of_both(wished: MeetingRound, parties: Parties, fay: User) -> None:
    answer_wish(MeetingWish.objects.get(asker=parties["ANU"]), actor=fay, answer=Answer.WANT)

    timetable = solved(wished, fay)

    assert timetable.meetings.get(guest=parties["ANU"]).weight == 10 + 1 + 10


def test_refusal_says_why(wished: MeetingRound, parties: Parties, fay: User) -> None:
    set_absences(parties["ANU"], actor=fay, slots=wished.slots.all()[:2])
    set_absences(parties["Lidar"], actor=fay, slots=wished.slots.all()[2:])

    timetable = solved(wished, fay)

    (refused,) = timetable.refused_wishes.filter(asker=parties["ANU"])
    assert [each["code"] for each in refused.reasons] == ["never"]
    assert refused.remedy["edits"][0]["kind"] == "free"


def test_fixed_meeting_is_held_where_it_is_fixed(wished: MeetingRound, parties: Parties, fay: User) -> None:
    slot, table = wished.slots.all()[3], wished.tables.all()[1]
    fix_meeting(parties["ANU"], parties["Battery"], actor=fay, slot=slot, table=table)

    timetable = solved(wished, fay)

    held = timetable.meetings.get(guest=parties["ANU"], host=parties["Battery"])
    assert (held.slot, held.table, held.is_fixed) == (slot, table, True)


def test_accepted_timetable_stands_until_another_is_accepted(wished: MeetingRound, fay: User) -> None:
    first, second = solved(wished, fay), solved(wished, fay, seed=2)
    accept_timetable(first, actor=fay)

    accept_timetable(second, actor=fay)

    assert (fresh(first).state, fresh(second).state) == ("superseded", "accepted")
    assert fresh(wished).state == "planned"
    with pytest.raises(TimetableNotReady):
        accept_timetable(first, actor=fay)


def test_timetable_that_no_longer_holds_is_not_accepted(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    timetable = solved(wished, fay)
    set_absences(parties["Duke"], actor=fay, slots=wished.slots.all())

    with pytest.raises(TimetableOutdated) as refused:
        accept_timetable(timetable, actor=fay)

    assert "Duke is not available then" in str(refused.value)
    assert is_outdated(fresh(timetable))


def test_release_refuses_a_timetable_that_no_longer_holds(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    accept_timetable(solved(wished, fay), actor=fay)
    may_release(wished.exchange)
    set_absences(parties["Duke"], actor=fay, slots=wished.slots.all())

    with pytest.raises(TimetableOutdated):
        may_release(wished.exchange)


def test_release_carries_the_accepted_timetable(wished: MeetingRound, fay: User) -> None:
    first = accept_timetable(solved(wished, fay), actor=fay)
    released(wished.exchange, 1)
    second = accept_timetable(solved(wished, fay), actor=fay)

    standing = fresh(first).state
    released(wished.exchange, 2)

    assert standing == "released"
    assert (fresh(first).state, fresh(second).state, fresh(second).release_number) == (
        "superseded", "released", 2,
    )  # fmt: skip
    assert fresh(wished).state == "released"


def test_discarded_timetable_is_gone(wished: MeetingRound, fay: User) -> None:
    timetable = solved(wished, fay)

    discard_timetable(timetable, actor=fay)

    assert not Meeting.objects.exists()


def test_party_with_meetings_that_stand_is_not_removed(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    accept_timetable(solved(wished, fay), actor=fay)

    with pytest.raises(StandsInTimetable):
        remove_party(parties["Duke"], actor=fay)


def test_comparison_says_who_gains_and_who_loses(wished: MeetingRound, parties: Parties, fay: User) -> None:
    one = solved(wished, fay)
    forbid_pair(parties["ANU"], parties["Lidar"], actor=fay)
    wish(parties, fay, "ANU", "Lidar", "Battery")
    other = solved(wished, fay)

    found = compare_timetables(one, other, actor=fay)

    assert {(str(each.guest), str(each.host)) for each in found.changes if each.after is None} == {
        ("ANU", "Lidar")
    }
    assert [(str(each.party), each.gain) for each in found.losers] == [("ANU", -1)]
    assert found.gainers == []


def test_comparison_asks_the_same_number_of_queries(
    wished: MeetingRound, fay: User, django_assert_num_queries: object
) -> None:
    one, other = solved(wished, fay), solved(wished, fay)
    Meeting.objects.filter(timetable=other).delete()

    with django_assert_num_queries(8):  # type: ignore[operator]
        found = compare_timetables(one, other, actor=fay)
        [str(each.party) for each in found.shares]
        [str(each.guest) for each in found.changes]

    assert len(found.changes) == 5


def test_draft_left_by_a_dead_job_makes_room(wished: MeetingRound, fay: User) -> None:
    first = ask_for_plan(wished, actor=fay)
    Job.objects.all().delete()

    second = ask_for_plan(wished, actor=fay)

    assert (fresh(first).state, second.number) == ("failed", 2)
