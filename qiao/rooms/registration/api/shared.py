"""What the operations share: who asks, and rows that they may see."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.domain.registration import registration_of
from qiao.rooms.registration.models import Registration

READ, WRITE = auth("registration.read"), auth("registration.write")


class AnswerOut(Schema):
    question_id: UUID
    value: Any


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def exchange_for(request: HttpRequest, pk: UUID, permission: str) -> Exchange:
    exchange = get_object_or_404(Exchange, pk=pk)
    require(request.user, f"registration.{permission}", exchange)
    return exchange


def of_member(request: HttpRequest, pk: UUID, permission: str) -> Registration:
    rows = DelegationMember.objects.select_related("delegation__exchange", "delegation__partner")
    member = get_object_or_404(rows, pk=pk)
    return _permitted(request, registration_of(member.delegation, member), permission)


def of_delegation(request: HttpRequest, pk: UUID, permission: str) -> Registration:
    delegation = get_object_or_404(Delegation.objects.select_related("exchange", "partner"), pk=pk)
    return _permitted(request, registration_of(delegation), permission)


def _permitted(request: HttpRequest, registration: Registration, permission: str) -> Registration:
    require(request.user, f"registration.{permission}", registration)
    return registration
