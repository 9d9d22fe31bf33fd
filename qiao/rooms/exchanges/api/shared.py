"""What the operations share: who asks, and rows that they may see."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import DelegationMember

READ, WRITE = auth("exchanges.read"), auth("exchanges.write")


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def member_for(
    request: HttpRequest, pk: UUID, permission: str = "exchanges.change_member"
) -> DelegationMember:
    rows = DelegationMember.objects.select_related("delegation__exchange", "delegation__partner")
    member = get_object_or_404(rows, pk=pk)
    require(request.user, permission, member)
    return member
