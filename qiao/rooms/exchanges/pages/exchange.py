from typing import Any

from qiao.rooms.exchanges.enums import DecisionState, ExchangeState
from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.exchanges.standing import standing_at

OWN = 10


def page_context(exchange: Exchange, reader: Any) -> dict[str, Any]:
    standing = standing_at(exchange, reader)
    partners = exchange.partners.select_related("organisation__logo")
    return {
        "exchange": exchange,
        "standing": standing,
        "partners": partners,
        "deadlines": exchange.deadlines.all() if exchange.is_public or standing.partners else (),
        "own_delegations": own_delegations(reader).filter(exchange=exchange)[:OWN],
        "open_decisions": _open_decisions(exchange) if standing.owns or standing.is_operator else 0,
        "may_clone": standing.owns,
        "may_archive": (standing.owns or standing.is_operator)
        and exchange.status.can_become(ExchangeState.ARCHIVED),
    }


def own_delegations(reader: Any) -> Any:
    """Those that the reader leads or belongs to, and that still stand."""
    rows = Delegation.objects.select_related("exchange", "organisation", "partner__organisation", "head")
    return rows.taking_part(reader)


def _open_decisions(exchange: Exchange) -> int:
    return exchange.decisions.filter(state=DecisionState.PROPOSED).count()
