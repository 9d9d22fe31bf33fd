"""Rows that the reader may see, or 404."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest

from qiao.kit.access import found_for
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange


def actor_of(request: HttpRequest) -> User:
    """For views behind `login_required`."""
    return cast(User, request.user)


def exchange_for(request: HttpRequest, pk: UUID, permission: str = "exchanges.view_exchange") -> Exchange:
    """Also for the rooms above: they name a permission of their own."""
    return found_for(request.user, Exchange.objects.all(), pk, permission)


def delegation_for(
    request: HttpRequest, pk: UUID, permission: str = "exchanges.view_delegation"
) -> Delegation:
    rows = Delegation.objects.select_related("exchange", "organisation", "partner__organisation", "head")
    return found_for(request.user, rows, pk, permission)
