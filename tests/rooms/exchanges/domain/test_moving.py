"""A delegation moves to another partner of the exchange; its seats move under the lock."""

import pytest

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import withdraw_delegation
from qiao.rooms.exchanges.domain.moving import move_delegation
from qiao.rooms.exchanges.domain.partner import change_role, set_quota
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.errors import MoreThanThereAre, NotEnoughSeats, PartnerElsewhere, WrongState
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from tests.rooms.exchanges.conftest import MakeDelegation, fresh

pytestmark = pytest.mark.django_db


def held(*rows: Partner | Exchange) -> list[int]:
    return [fresh(row).seats_held for row in rows]


def test_the_seats_move_to_the_quota(
    delegation: Delegation, exchange: Exchange, organiser: Partner, host: Partner, fay: User
) -> None:
    set_quota(host, actor=fay, seat_quota=4)

    moved = move_delegation(delegation, partner=host, actor=fay)

    assert fresh(moved).partner == host
    assert held(organiser, host, exchange) == [0, 3, 3]
    assert fresh(exchange).common_held == 0


def test_moving_back_counts_the_common_seats_again(
    delegation: Delegation, exchange: Exchange, organiser: Partner, host: Partner, fay: User
) -> None:
    set_quota(host, actor=fay, seat_quota=4)
    move_delegation(delegation, partner=host, actor=fay)

    move_delegation(delegation, partner=organiser, actor=fay)

    assert held(organiser, host, exchange) == [3, 0, 3]
    assert fresh(exchange).common_held == 3


def test_a_quota_too_small_refuses(
    delegation: Delegation,
    exchange: Exchange,
    organiser: Partner,
    host: Partner,
    fay: User,
    hui: User,
    another: MakeDelegation,
) -> None:
    set_quota(host, actor=fay, seat_quota=2)
    with pytest.raises(MoreThanThereAre):
        move_delegation(delegation, partner=host, actor=fay)
    set_quota(host, actor=fay, seat_quota=4)
    another("Duke", 2, partner=host, actor=hui)

    with pytest.raises(NotEnoughSeats):
        move_delegation(delegation, partner=host, actor=fay)

    assert held(organiser, host, exchange) == [3, 2, 5]


def test_freed_common_seats_are_offered(
    delegation: Delegation, host: Partner, fay: User, another: MakeDelegation
) -> None:
    set_quota(host, actor=fay, seat_quota=3)
    waiting = another("Yale", 6)

    move_delegation(delegation, partner=host, actor=fay)

    assert waiting.offers.get().seats == 6


def test_one_that_waits_stands_in_the_other_line(host: Partner, fay: User, another: MakeDelegation) -> None:
    another("Duke", 8)
    waiting = another("Yale", 4)
    since = fresh(waiting).waiting_since

    set_quota(host, actor=fay, seat_quota=None)
    moved = move_delegation(waiting, partner=host, actor=fay)

    assert (moved.partner, fresh(moved).waiting_since) == (host, since)


def test_only_owners_move_and_only_within_the_exchange(
    delegation: Delegation, organiser: Partner, host: Partner, fay: User, una: User, hui: User
) -> None:
    for actor in (una, hui):
        with pytest.raises(NotPermitted):
            move_delegation(delegation, partner=host, actor=actor)
    change_role(host, actor=fay, role=PartnerRole.SUPPORTER)
    with pytest.raises(PartnerElsewhere):
        move_delegation(delegation, partner=host, actor=fay)
    withdraw_delegation(delegation, actor=una, reason="No visa.")
    with pytest.raises(WrongState):
        move_delegation(delegation, partner=organiser, actor=fay)
