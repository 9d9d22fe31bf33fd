"""What this room says on the home page: what comes, and what the reader's delegations have to do next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from qiao.rooms.exchanges.enums import OfferState
from qiao.rooms.exchanges.models import Delegation, Exchange, SeatOffer
from qiao.rooms.exchanges.pages.exchange import own_delegations
from qiao.rooms.exchanges.pages.next_step import next_step

SHOWN = 3
OWN = 6


@dataclass(frozen=True, slots=True)
class OwnDelegation:
    delegation: Delegation
    to_do: str | Promise


def upcoming(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    today = timezone.localdate()
    coming = Exchange.objects.filter(state="published", ends_on__gte=today)
    found = list(coming.order_by("starts_on", "id")[:SHOWN])
    return ("exchanges/home/upcoming.html", {"exchanges": found}) if found else None


def own(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    rows = own_delegations(request.user).filter(exchange__state="published")
    found = list(rows.order_by("exchange__starts_on", "id")[:OWN])
    if not found:
        return None
    offers = SeatOffer.objects.filter(delegation__in=[row.pk for row in found], state=OfferState.OPEN)
    offered = set(offers.values_list("delegation", flat=True))
    told = [OwnDelegation(row, _to_do(row, request.user, offered)) for row in found]
    return "exchanges/home/own.html", {"own": told}


def _to_do(delegation: Delegation, reader: Any, offered: set[Any]) -> str | Promise:
    """For the head; members only look on."""
    if delegation.head_id != reader.pk:
        return ""
    return next_step(delegation, has_offer=delegation.pk in offered)
