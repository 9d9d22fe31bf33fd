"""The order in which rows are locked: the exchange, then the delegation. Nobody waits in a circle."""

from uuid import UUID

from qiao.rooms.exchanges.errors import ExchangeNotOpen, ExchangeOver, WrongState
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner


def locked_exchange(exchange_id: UUID) -> Exchange:
    return Exchange.objects.select_for_update().get(pk=exchange_id)


def changing_exchange(exchange_id: UUID) -> Exchange:
    """Locked for a change of what it is; a concluded one stays as it was."""
    exchange = locked_exchange(exchange_id)
    require_running(exchange)
    return exchange


def locked_partner(partner: Partner) -> Partner:
    """As it is now; the exchange's row is its lock."""
    exchange = locked_exchange(partner.exchange_id)
    partner = Partner.objects.select_related("organisation").get(pk=partner.pk)
    partner.exchange = exchange
    return partner


def changing_partner(partner: Partner) -> Partner:
    partner = locked_partner(partner)
    require_running(partner.exchange)
    return partner


def locked_delegation(delegation: Delegation) -> Delegation:
    exchange = locked_exchange(delegation.exchange_id)
    found = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("partner__organisation", "organisation", "head")
        .get(pk=delegation.pk)
    )
    found.exchange = exchange
    return found


def require_open(exchange: Exchange) -> None:
    if not exchange.is_open:
        raise ExchangeNotOpen


def require_running(exchange: Exchange) -> None:
    if exchange.is_over:
        raise ExchangeOver


def require_standing(delegation: Delegation) -> None:
    if delegation.status.is_over:
        raise WrongState(state=delegation.status.label)


def require_state(delegation: Delegation, *states: str) -> None:
    if delegation.state not in states:
        raise WrongState(state=delegation.status.label)
