import pytest

from qiao.rooms.exchanges.models import Delegation, Exchange

pytestmark = pytest.mark.django_db


def test_acceptance_holds_all_seats(delegation: Delegation) -> None:
    exchange = Exchange.objects.get(pk=delegation.exchange_id)

    assert (delegation.state, delegation.seats_held) == ("accepted", 3)
    assert (exchange.seats_held, exchange.common_held) == (3, 3)
