import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import name_member, withdraw_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.visits.domain.exclusion import exclude_visitor
from qiao.rooms.visits.domain.seat import leave_place, take_place, wait_for_place
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.errors import (
    DoesNotFit,
    NoFreePlace,
    NoLongerTakesPart,
    NoPlanAccepted,
    PlaceFree,
    TooLateForTheHost,
)
from qiao.rooms.visits.models import Visit, VisitRun, VisitSeat, VisitWaiting
from tests.rooms.visits.conftest import accepted

LATE = "Wen"


@pytest.fixture
def late(
    exchange: Exchange, fay: User, una: User, delegation: Delegation, member: DelegationMember,
    battery: Visit, battery_run: VisitRun,
) -> DelegationMember:  # fmt: skip
    """Named after the groups were accepted; Mia has the only place of the battery laboratory."""
    set_wishes(member, actor=una, visits=[battery])
    accepted(exchange, fay)
    return name_member(delegation, actor=una, name_en=LATE, email="wen@people.example")


def test_place_before_acceptance_is_refused(
    member: DelegationMember, mia: User, battery_run: VisitRun
) -> None:
    with pytest.raises(NoPlanAccepted):
        take_place(battery_run, member, actor=mia)


def test_place_of_a_full_group_is_refused_and_waited_for(
    late: DelegationMember, una: User, battery_run: VisitRun
) -> None:
    with pytest.raises(NoFreePlace):
        take_place(battery_run, late, actor=una)

    wait_for_place(battery_run, late, actor=una)

    assert VisitWaiting.objects.get().member == late


def test_place_given_up_goes_to_the_first_who_waits_and_is_told(
    late: DelegationMember, una: User, mia: User, battery_run: VisitRun
) -> None:
    wait_for_place(battery_run, late, actor=una)

    leave_place(VisitSeat.objects.get(), actor=mia)

    assert VisitSeat.objects.get().member == late
    assert not VisitWaiting.objects.exists()
    mail = OutboxMail.objects.get(template="visits.place_found")
    assert (mail.recipient, "Battery laboratory" in mail.text) == ("wen@people.example", True)


def test_place_given_up_twice_is_given_on_once(
    late: DelegationMember, una: User, mia: User, battery_run: VisitRun
) -> None:
    wait_for_place(battery_run, late, actor=una)
    one, same = VisitSeat.objects.get(), VisitSeat.objects.get()

    leave_place(one, actor=mia)
    leave_place(same, actor=mia)

    assert VisitSeat.objects.get().member == late
    assert VisitRun.objects.get(pk=battery_run.pk).seats_taken == 1


def test_place_given_up_passes_over_whom_the_host_does_not_admit(
    late: DelegationMember, una: User, mia: User, hui: User, battery: Visit, battery_run: VisitRun
) -> None:
    wait_for_place(battery_run, late, actor=una)
    exclude_visitor(battery, late, actor=hui, reason="Not told in time")

    leave_place(VisitSeat.objects.get(), actor=mia)

    assert not VisitSeat.objects.exists()
    assert VisitRun.objects.aggregate(taken=Sum("seats_taken")) == {"taken": 0}


def test_place_of_somebody_who_has_withdrawn_is_free(
    late: DelegationMember, member: DelegationMember, una: User, battery_run: VisitRun
) -> None:
    withdraw_member(member, actor=una)

    take_place(battery_run, late, actor=una)

    assert VisitSeat.objects.get().member == late


def test_place_for_whom_the_rules_keep_out_gives_no_reason(
    late: DelegationMember, una: User, optics: Visit, optics_run: VisitRun
) -> None:
    Visit.objects.filter(pk=optics.pk).update(closed_to=["CU"], closed_because="Export control")

    with pytest.raises(DoesNotFit) as refused:
        take_place(optics_run, late, actor=una)

    assert "Its rules of access do not allow it." in str(refused.value)
    assert "Export" not in str(refused.value)


def test_place_at_the_time_of_another_visit_is_refused(
    late: DelegationMember, member: DelegationMember, mia: User, optics_run: VisitRun
) -> None:
    with pytest.raises(DoesNotFit):
        take_place(optics_run, member, actor=mia)


def test_place_after_the_host_needs_the_names_is_refused(
    late: DelegationMember, una: User, optics: Visit, optics_run: VisitRun
) -> None:
    Visit.objects.filter(pk=optics.pk).update(notice_days=40_000 % 32_000)
    VisitRun.objects.filter(pk=optics_run.pk).update(
        starts_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC), ends_at=dt.datetime(2030, 1, 1, 1, tzinfo=dt.UTC)
    )

    with pytest.raises(TooLateForTheHost):
        take_place(optics_run, late, actor=una)


def test_place_of_somebody_who_left_is_refused(
    late: DelegationMember, una: User, optics_run: VisitRun
) -> None:
    withdraw_member(late, actor=una)

    with pytest.raises(NoLongerTakesPart):
        take_place(optics_run, late, actor=una)


def test_place_is_taken_by_the_person_the_head_or_an_owner(
    late: DelegationMember, fay: User, hui: User, sam: User, mia: User, optics_run: VisitRun
) -> None:
    for actor in (hui, sam, mia):
        with pytest.raises(NotPermitted):
            take_place(optics_run, late, actor=actor)

    take_place(optics_run, late, actor=fay)

    assert VisitRun.objects.get(pk=optics_run.pk).seats_taken == 1


def test_waiting_where_a_place_is_free_or_twice_is_refused(
    late: DelegationMember, una: User, battery_run: VisitRun, optics_run: VisitRun
) -> None:
    wait_for_place(battery_run, late, actor=una)

    with pytest.raises(PlaceFree):
        wait_for_place(optics_run, late, actor=una)
    with pytest.raises(ValidationError):
        wait_for_place(battery_run, late, actor=una)
