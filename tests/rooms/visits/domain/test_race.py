"""Two people, one place: the database gives it once."""

import pytest
from django.db import IntegrityError, transaction

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.domain.member import name_member
from qiao.rooms.exchanges.enums import DecisionKind
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.seat import leave_place, take_place
from qiao.rooms.visits.domain.visit import add_run, add_visit
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.models import VisitRun, VisitSeat
from tests.rooms.exchanges.conftest import VALUES, account, organisation
from tests.rooms.exchanges.domain.test_race import at_once
from tests.rooms.visits.conftest import accepted, at


@pytest.mark.django_db(transaction=True)
def test_last_place_asked_for_in_the_same_moment_goes_to_one() -> None:
    una, members, run = _with_one_free_place()

    done = at_once(*(lambda each=each: take_place(run, each, actor=una) for each in members))

    assert done == 1
    assert VisitRun.objects.get().seats_taken == VisitSeat.objects.count() == 1


@pytest.mark.django_db
def test_group_is_never_overbooked_by_any_statement() -> None:
    _una, _members, run = _with_one_free_place()

    with pytest.raises(IntegrityError), transaction.atomic():
        VisitRun.objects.filter(pk=run.pk).update(seats_taken=2)


def _with_one_free_place() -> tuple[User, list[DelegationMember], VisitRun]:
    home = organisation("Home")
    fay, una = account("fay", home), account("una")
    exchange = create_exchange(home, actor=fay, values=VALUES)
    partner = exchange.partners.get()
    propose(partner, actor=fay, kind=DecisionKind.RELEASE)
    exchange = Exchange.objects.get(pk=exchange.pk)
    invited = invite_delegation(
        partner, actor=fay, organisation=organisation("Columbia"), head_email=una.email, seats=4
    )
    delegation = accept_delegation(invited, head=una)
    members = [name_member(delegation, actor=una, name_en=f"Member {number}") for number in range(4)]
    visit = add_visit(exchange, actor=fay, values={"title_en": "Battery laboratory", "capacity": 1})
    run = add_run(visit, actor=fay, values={"starts_at": at(10), "ends_at": at(11)})
    set_wishes(members[0], actor=una, visits=[visit])
    accepted(exchange, fay)
    leave_place(VisitSeat.objects.get(), actor=una)
    return una, members, run
