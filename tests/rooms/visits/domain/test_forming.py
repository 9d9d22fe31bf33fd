import pytest
from django.utils import translation

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import withdraw_member
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.models import Place, ProgrammeItem, TransferTime
from qiao.rooms.visits.domain.exclusion import exclude_visitor
from qiao.rooms.visits.domain.forming import form_groups, form_plan, standing_of
from qiao.rooms.visits.domain.pin import pin_visitor
from qiao.rooms.visits.domain.plan import accept_plan, moves_between
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.enums import PlanState
from qiao.rooms.visits.errors import FormingRuns, ImpossiblePin, NothingToForm, PlanOutdated
from qiao.rooms.visits.models import Visit, VisitPlan, VisitRun
from tests.rooms.visits.conftest import accepted, at, formed


def test_groups_the_dearest_wishes_win(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery: Visit, optics: Visit, battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    set_wishes(member, actor=una, visits=[battery, optics])
    set_wishes(colleague, actor=una, visits=[optics])

    plan = formed(exchange, fay)

    assert (plan.state, plan.is_proven, plan.checked_at is not None) == (PlanState.CHECKED, True, True)
    assert standing_of(plan) == {
        str(member.pk): (str(battery_run.pk),),
        str(colleague.pk): (str(optics_run.pk),),
    }
    assert [(each["tier"], each["value"], each["bound"]) for each in plan.tiers][:2] == [
        ("placed", 2, 2),
        ("wishes", 20, 20),
    ]


def test_groups_a_refused_wish_says_why_in_both_languages(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery: Visit, battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    for each in (member, colleague):
        set_wishes(each, actor=una, visits=[battery])

    plan = formed(exchange, fay)

    [told] = [guest.account["denials"] for guest in plan.guests.all() if guest.account["denials"]]
    [reason] = told[0]["reasons"]
    assert told[0]["visit"] == str(battery.pk)
    assert reason["code"] == "full"
    assert reason["en"] == (
        "Battery laboratory (10 May, 10:00–11:00) is full: "
        "people who wish for it as much or more hold 1 of its places."
    )
    assert reason["zh"].startswith("电池实验室（5月10日 10:00–11:00）已满")


def test_groups_keep_clear_of_other_entries_and_of_the_way(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, optics: Visit, battery: Visit,
    optics_run: VisitRun, battery_run: VisitRun,
) -> None:  # fmt: skip
    here = Place.objects.create(exchange=exchange, name_en="Hotel")
    there = Place.objects.create(exchange=exchange, name_en="Campus")
    one, other = sorted((here, there), key=lambda place: place.pk)
    TransferTime.objects.create(exchange=exchange, one=one, other=other, minutes=30)
    Visit.objects.filter(pk=optics.pk).update(place=there)
    Visit.objects.filter(pk=battery.pk).update(place=here)
    ProgrammeItem.objects.create(
        exchange=exchange, kind="welcome", title_en="Welcome", starts_at=at(9), ends_at=at(9, 45), place=here
    )
    set_wishes(member, actor=una, visits=[optics])

    plan = formed(exchange, fay)

    assert standing_of(plan) == {str(member.pk): (str(battery_run.pk),)}
    [guest] = plan.guests.all()
    assert guest.account["denials"][0]["reasons"][0]["en"] == (
        "The way between Welcome and Optics laboratory (10 May, 10:00–11:00) takes Mia too long."
    )


def test_groups_nationality_that_may_not_enter_stays_out(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, battery: Visit, battery_run: VisitRun,
    optics_run: VisitRun,
) -> None:  # fmt: skip
    Visit.objects.filter(pk=battery.pk).update(closed_to=["US"], closed_because="Export control")
    battery.refresh_from_db()
    set_wishes(member, actor=una, visits=[battery], nationality="US")

    plan = formed(exchange, fay)

    assert standing_of(plan) == {str(member.pk): (str(optics_run.pk),)}
    assert plan.guests.get().account["denials"][0]["reasons"][0]["code"] == "access"


def test_groups_without_anybody_are_not_formed(exchange: Exchange, fay: User, battery_run: VisitRun) -> None:
    with pytest.raises(NothingToForm):
        form_groups(exchange, actor=fay)


def test_groups_are_formed_by_owners_alone(
    exchange: Exchange, hui: User, una: User, sam: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    for actor in (hui, una, sam):
        with pytest.raises(NotPermitted):
            form_groups(exchange, actor=actor)


def test_groups_one_plan_is_formed_at_a_time(
    exchange: Exchange, fay: User, ari: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    form_groups(exchange, actor=fay)

    with pytest.raises(FormingRuns):
        form_groups(exchange, actor=ari)


def test_groups_job_run_again_changes_nothing(
    exchange: Exchange, fay: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    plan = formed(exchange, fay)
    before = (plan.checked_at, plan.seats.count())

    form_plan.func(str(plan.job_id), str(plan.pk))

    again = VisitPlan.objects.get(pk=plan.pk)
    assert (again.checked_at, again.seats.count()) == before


def test_groups_forming_cancelled_leaves_no_plan_and_lets_another_begin(
    exchange: Exchange, fay: User, member: DelegationMember, battery_run: VisitRun
) -> None:
    plan = form_groups(exchange, actor=fay)
    cancel_job(plan.job, actor=fay)

    second = form_groups(exchange, actor=fay)
    run_ready_jobs()

    assert VisitPlan.objects.get(pk=plan.pk).state == PlanState.FAILED
    assert VisitPlan.objects.get(pk=second.pk).state == PlanState.CHECKED


def test_pin_impossible_names_the_smallest_conflict(
    exchange: Exchange,
    fay: User,
    member: DelegationMember,
    colleague: DelegationMember,
    battery_run: VisitRun,
) -> None:
    pin_visitor(battery_run, member, actor=fay)

    with pytest.raises(ImpossiblePin) as refused:
        pin_visitor(battery_run, colleague, actor=fay)

    assert str(refused.value) == (
        "These cannot be met together: Mia in Battery laboratory (10 May, 10:00–11:00) and "
        "Cal in Battery laboratory (10 May, 10:00–11:00). "
        "Remove one of these, or change what stands against it."
    )
    assert battery_run.pins.count() == 1


def test_pin_impossible_is_told_in_chinese(
    exchange: Exchange, fay: User, member: DelegationMember, battery: Visit, battery_run: VisitRun
) -> None:
    exclude_visitor(battery, member, actor=fay, reason="Not registered in time")

    with translation.override("zh-hans"), pytest.raises(ImpossiblePin) as refused:
        pin_visitor(battery_run, member, actor=fay)

    assert "无准入资格" in refused.value.text if hasattr(refused.value, "text") else str(refused.value)
    assert battery_run.pins.count() == 0


def test_reforming_moves_as_few_as_possible(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery: Visit, optics: Visit, battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    set_wishes(member, actor=una, visits=[battery])
    set_wishes(colleague, actor=una, visits=[optics])
    first = accepted(exchange, fay)
    pin_visitor(battery_run, colleague, actor=fay)

    second = formed(exchange, fay, keeps=True)

    assert (second.moved, second.least_moved) == (2, 2)
    assert {move.member for move in moves_between(first, second)} == {member, colleague}


def test_reforming_without_a_change_moves_nobody(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery: Visit, battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    first = accepted(exchange, fay)
    for each in (member, colleague):
        set_wishes(each, actor=una, visits=[battery])

    second = formed(exchange, fay, keeps=True)

    assert (second.moved, second.least_moved) == (0, 0)
    assert moves_between(first, second) == []


def test_acceptance_of_what_no_longer_holds_is_refused(
    exchange: Exchange, fay: User, member: DelegationMember, battery: Visit, battery_run: VisitRun
) -> None:
    plan = formed(exchange, fay)
    exclude_visitor(battery, member, actor=fay, reason="Not registered in time")

    with pytest.raises(PlanOutdated):
        accept_plan(plan, actor=fay)


def test_acceptance_supersedes_and_counts(
    exchange: Exchange, fay: User, una: User, member: DelegationMember, colleague: DelegationMember,
    battery_run: VisitRun, optics_run: VisitRun,
) -> None:  # fmt: skip
    first = accepted(exchange, fay)
    second = formed(exchange, fay)
    withdraw_member(colleague, actor=una)

    accept_plan(second, actor=fay)

    assert VisitPlan.objects.get(pk=first.pk).state == PlanState.SUPERSEDED
    taken = sum(VisitRun.objects.values_list("seats_taken", flat=True))
    assert taken == second.seats.count() == 1
