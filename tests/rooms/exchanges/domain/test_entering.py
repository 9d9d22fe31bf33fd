"""Delegations that whoever invites enters by hand, and who fills their seats until a head has come."""

import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.delegation import accept_delegation, change_seats, withdraw_delegation
from qiao.rooms.exchanges.domain.entering import answer_for_delegation, enter_delegation
from qiao.rooms.exchanges.domain.member import change_member, name_member
from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.exchanges.errors import (
    AlreadyInvited,
    ExchangeNotOpen,
    MoreThanThereAre,
    NotEnoughSeats,
    WrongState,
)
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import fresh


def test_entered_delegation_holds_its_seats_and_nobody_gets_a_mail(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    sent = OutboxMail.objects.count()

    entered = enter_delegation(organiser, actor=fay, organisation=columbia, seats=3)

    assert (entered.state, entered.seats_held, entered.head, entered.head_email) == ("accepted", 3, None, "")
    assert (fresh(exchange).seats_held, OutboxMail.objects.count()) == (3, sent)
    actions = Activity.objects.filter(subject_id=entered.pk).values_list("action", flat=True)
    assert set(actions) == {"exchanges.delegation.invited", "exchanges.delegation.accepted"}


@pytest.mark.parametrize(
    ("name", "may"), [("fay", True), ("ari", False), ("nan", False), ("una", False), ("sam", False)]
)
def test_each_enters_for_the_own_organisation(
    exchange: Exchange, organiser: Partner, columbia: Organisation, fay: User, ari: User, nan: User,
    una: User, sam: User, request: pytest.FixtureRequest, name: str, may: bool,
) -> None:  # fmt: skip
    actor = request.getfixturevalue(name)
    if may:
        assert enter_delegation(organiser, actor=actor, organisation=columbia, seats=1).seats_held == 1
        return
    with pytest.raises(NotPermitted):
        enter_delegation(organiser, actor=actor, organisation=columbia, seats=1)
    assert Delegation.objects.count() == 0


def test_seats_that_are_not_there_are_not_entered(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation, centre: Organisation
) -> None:
    with pytest.raises(MoreThanThereAre):
        enter_delegation(organiser, actor=fay, organisation=columbia, seats=11)
    enter_delegation(organiser, actor=fay, organisation=columbia, seats=6)
    with pytest.raises(NotEnoughSeats):
        enter_delegation(organiser, actor=fay, organisation=centre, seats=5)
    with pytest.raises(AlreadyInvited):
        enter_delegation(organiser, actor=fay, organisation=columbia, seats=1)

    assert (Delegation.objects.count(), fresh(exchange).seats_held) == (1, 6)


def test_nothing_is_entered_before_the_exchange_is_published(
    draft: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    with pytest.raises(ExchangeNotOpen):
        enter_delegation(organiser, actor=fay, organisation=columbia, seats=1)


@pytest.mark.parametrize(
    ("name", "may"), [("fay", True), ("ari", True), ("hui", False), ("una", False), ("sam", False)]
)
def test_owners_answer_for_an_invitation_whose_link_still_makes_the_head(
    invited: Delegation, fay: User, ari: User, hui: User, una: User, sam: User,
    request: pytest.FixtureRequest, name: str, may: bool,
) -> None:  # fmt: skip
    actor = request.getfixturevalue(name)
    if not may:
        with pytest.raises(NotPermitted):
            answer_for_delegation(invited, actor=actor)
        return

    answered = answer_for_delegation(invited, actor=actor)
    assert (answered.state, answered.seats_held) == (DelegationState.ACCEPTED, invited.seats_asked)
    with pytest.raises(WrongState):
        answer_for_delegation(answered, actor=actor)
    assert accept_delegation(fresh(invited), head=una).head == una


def test_seats_are_filled_for_a_delegation_until_it_has_a_head(
    invited: Delegation, fay: User, hui: User, una: User, sam: User
) -> None:
    delegation = answer_for_delegation(invited, actor=fay)
    member = name_member(delegation, actor=fay, name_en="Ann Lee", position_en="Head of careers")
    assert change_member(member, actor=fay, values={"position_zh": "主任"}).position_zh == "主任"
    for stranger in (hui, sam):
        with pytest.raises(NotPermitted):
            name_member(fresh(delegation), actor=stranger, name_en="Somebody")

    accept_delegation(fresh(delegation), head=una)

    member.refresh_from_db()
    for act in (
        lambda: name_member(fresh(delegation), actor=fay, name_en="Bo Chen"),
        lambda: change_seats(fresh(delegation), actor=fay, seats=1),
        lambda: change_member(type(member).objects.get(pk=member.pk), actor=fay, values={"name_en": "Bo"}),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert name_member(fresh(delegation), actor=una, name_en="Bo Chen").seat == 2


def test_delegation_without_an_address_is_withdrawn_without_a_mail(
    exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation
) -> None:
    entered = enter_delegation(organiser, actor=fay, organisation=columbia, seats=1)
    sent = OutboxMail.objects.count()

    withdraw_delegation(entered, actor=fay, reason="They cannot travel.")

    assert (fresh(entered).state, OutboxMail.objects.count()) == ("withdrawn", sent)
