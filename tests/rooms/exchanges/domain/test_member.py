"""The head fills the seats, invites, swaps and confirms; no seat is given twice."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.exchanges.domain.member import (
    accept_place,
    change_member,
    confirm_member,
    invite_member,
    name_member,
    swap_member,
    withdraw_member,
)
from qiao.rooms.exchanges.domain.registering import approve_delegation, submit_delegation
from qiao.rooms.exchanges.errors import AddressMissing, AlreadyThere, NoFreeSeat, WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from tests.rooms.exchanges.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen(delegation: Delegation, una: User) -> DelegationMember:
    return name_member(delegation, actor=una, name_en="Wen Lin", name_zh="林文", email="Mia@people.example")


def filled(delegation: Delegation) -> tuple[int, list[int]]:
    row = fresh(delegation)
    return row.seats_filled, sorted(row.members.active().values_list("seat", flat=True))


def test_the_first_name_begins_the_registration(wen: DelegationMember, delegation: Delegation) -> None:
    assert (wen.seat, wen.state, wen.email) == (1, "named", "mia@people.example")
    assert fresh(delegation).state == "registering"
    assert filled(delegation) == (1, [1])


def test_there_are_never_more_members_than_seats(delegation: Delegation, una: User) -> None:
    for number in range(3):
        name_member(delegation, actor=una, name_en=f"Member {number}")

    with pytest.raises(NoFreeSeat) as refused:
        name_member(delegation, actor=una, name_en="Fourth")

    assert str(refused.value) == "All 3 seats of the delegation are taken. Swap a member instead."
    assert filled(delegation) == (3, [1, 2, 3])


def test_a_seat_left_free_is_given_again(wen: DelegationMember, delegation: Delegation, una: User) -> None:
    name_member(delegation, actor=una, name_en="Second")

    withdraw_member(wen, actor=una)
    third = name_member(delegation, actor=una, name_en="Third")

    assert third.seat == 1
    assert filled(delegation) == (2, [1, 2])


def test_swap_keeps_the_seat_and_the_old_row(
    wen: DelegationMember, delegation: Delegation, una: User
) -> None:
    successor = swap_member(wen, actor=una, name_en="Ann Chen")

    old = fresh(wen)
    assert (old.state, old.ended_by, old.ended_at is not None) == ("replaced", una, True)
    assert (successor.seat, successor.state, successor.replaces) == (1, "named", old)
    assert filled(delegation) == (1, [1])


def test_who_was_replaced_is_not_swapped_again(wen: DelegationMember, una: User) -> None:
    swap_member(wen, actor=una, name_en="Ann Chen")

    with pytest.raises(WrongState):
        swap_member(wen, actor=una, name_en="Bob Ding")


def test_after_approval_somebody_can_still_be_swapped(
    wen: DelegationMember, delegation: Delegation, una: User, fay: User
) -> None:
    submit_delegation(delegation, actor=una)
    with pytest.raises(WrongState):
        swap_member(wen, actor=una, name_en="Too Late")
    approve_delegation(fresh(delegation), actor=fay)

    assert swap_member(wen, actor=una, name_en="Ann Chen").seat == 1


@pytest.mark.parametrize("seat", [1, 0])
def test_the_database_gives_no_seat_twice(wen: DelegationMember, seat: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DelegationMember.objects.create(delegation=wen.delegation, seat=seat, name_en="Double")


def test_a_name_is_needed(delegation: Delegation, una: User) -> None:
    with pytest.raises(ValidationError):
        name_member(delegation, actor=una)


def test_an_address_stands_once(wen: DelegationMember, delegation: Delegation, una: User) -> None:
    with pytest.raises(AlreadyThere):
        name_member(delegation, actor=una, name_en="Twin", email="mia@PEOPLE.example")


def test_without_address_nobody_is_invited(delegation: Delegation, una: User) -> None:
    member = name_member(delegation, actor=una, name_en="Offline Ole")

    with pytest.raises(AddressMissing):
        invite_member(member, actor=una)

    assert confirm_member(member, actor=una).state == "confirmed"


def test_who_accepts_is_confirmed_and_linked(wen: DelegationMember, una: User, mia: User) -> None:
    invite_member(wen, actor=una)

    accept_place(wen, user=mia)

    row = fresh(wen)
    assert (row.state, row.user) == ("confirmed", mia)


def test_an_account_takes_one_place(
    wen: DelegationMember, delegation: Delegation, una: User, mia: User
) -> None:
    accept_place(wen, user=mia)
    second = name_member(delegation, actor=una, name_en="Second")

    with pytest.raises(AlreadyThere):
        accept_place(second, user=mia)


def test_another_address_ends_the_link(wen: DelegationMember, una: User) -> None:
    invite_member(wen, actor=una)

    changed = change_member(wen, actor=una, values={"email": "wen@people.example"})

    assert (changed.state, changed.email) == ("named", "wen@people.example")
    assert Invitation.objects.open().count() == 1  # the one to the head, from the beginning


def test_a_swap_ends_the_link(wen: DelegationMember, una: User) -> None:
    invite_member(wen, actor=una)
    before = Invitation.objects.open().filter(purpose="exchanges.place").count()

    swap_member(wen, actor=una, name_en="Ann Chen")

    assert (before, Invitation.objects.open().filter(purpose="exchanges.place").count()) == (1, 0)


def test_only_the_head_fills_the_seats(
    wen: DelegationMember,
    delegation: Delegation,
    fay: User,
    ari: User,
    hui: User,
    mia: User,
    sam: User,
    opal: User,
) -> None:
    verbs: list[Any] = [confirm_member, invite_member]
    for actor in (fay, ari, hui, mia, sam, opal):
        with pytest.raises(NotPermitted):
            name_member(delegation, actor=actor, name_en="Intruder")
        with pytest.raises(NotPermitted):
            swap_member(wen, actor=actor, name_en="Intruder")
        for verb in verbs:
            with pytest.raises(NotPermitted):
                verb(wen, actor=actor)
        with pytest.raises(NotPermitted):
            withdraw_member(wen, actor=actor)


def test_a_member_may_leave(wen: DelegationMember, delegation: Delegation, mia: User) -> None:
    accept_place(wen, user=mia)

    withdraw_member(fresh(wen), actor=mia)

    assert filled(delegation) == (0, [])
