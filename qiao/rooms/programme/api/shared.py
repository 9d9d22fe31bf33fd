"""What the operations share: who asks, and rows that they may see."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import exchange_for

READ, WRITE = auth("programme.read"), auth("programme.write")
VIEW, EDIT = "programme.view_working_copy", "programme.edit_programme"


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def seen(request: HttpRequest, exchange_id: UUID) -> Exchange:
    return exchange_for(request, exchange_id, VIEW)


def edited(request: HttpRequest, exchange_id: UUID) -> Exchange:
    return exchange_for(request, exchange_id, EDIT)


def row_for(request: HttpRequest, rows: Any, pk: UUID, permission: str) -> Any:
    row = get_object_or_404(rows, pk=pk)
    require(request.user, permission, row)
    return row


def related(exchange: Exchange, given: dict[str, Any], rows: dict[str, Any]) -> dict[str, Any]:
    """Records instead of ids, `place` for `place_id`, of the exchange alone; an unknown one is 404."""
    values = dict(given)
    for name, model in rows.items():
        if f"{name}_id" in values:
            pk = values.pop(f"{name}_id")
            values[name] = get_object_or_404(model, pk=pk, exchange=exchange) if pk else None
    return values
