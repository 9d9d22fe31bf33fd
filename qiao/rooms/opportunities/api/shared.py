"""Scopes, the account that asks, and the rows that it may see or change, or 404."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.opportunities.domain.load import rows
from qiao.rooms.opportunities.models import Opportunity

READ, WRITE = auth("opportunities.read"), auth("opportunities.write")
CHANGE = "opportunities.change_opportunity"


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def found_for(request: HttpRequest, pk: UUID, permission: str = CHANGE) -> Opportunity:
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, found)
    return found


def row_for(request: HttpRequest, model: type[Any], pk: UUID) -> Any:
    """Of what an opportunity is made of, for who may change it."""
    found = get_object_or_404(model.objects.select_related("opportunity__host"), pk=pk)
    require(request.user, CHANGE, found.opportunity)
    return found


def as_it_is(opportunity: Opportunity) -> Opportunity:
    return rows().get(pk=opportunity.pk)
