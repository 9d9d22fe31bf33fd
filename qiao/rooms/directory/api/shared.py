"""What the operations share: who asks, and rows that they may see."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.directory.models import Organisation

READ, WRITE = auth("directory.read"), auth("directory.write")


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def organisation_for(request: HttpRequest, pk: UUID, permission: str = "view_organisation") -> Organisation:
    """The id of an entry that was merged away leads to the one that was kept."""
    organisation = standing(get_object_or_404(Organisation.objects.select_related("logo"), pk=pk))
    require(request.user, f"directory.{permission}", organisation)
    return organisation
