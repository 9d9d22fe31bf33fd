"""Your account for programs. Tokens are made on the pages alone, where you can be asked again who you are."""

import datetime as dt
import uuid
from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input, Problem
from qiao.rooms.accounts.domain.account import change_profile
from qiao.rooms.accounts.domain.invitation import invitations_of, withdraw_invitation
from qiao.rooms.accounts.domain.token import revoke_token
from qiao.rooms.accounts.models import ApiToken, Invitation, User
from qiao.rooms.accounts.tokens import auth

router = Router(tags=["account"])
READ, WRITE = auth("account.read"), auth("account.write")


class Account(Schema):
    id: uuid.UUID
    email: str
    language: str
    time_zone: str
    is_operator: bool


class AccountChange(Input):
    language: str | None = Field(None, max_length=10)
    time_zone: str | None = Field(None, max_length=64)


class Token(Schema):
    id: uuid.UUID
    name: str
    prefix: str
    scopes: list[str]
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class InvitationOut(Schema):
    id: uuid.UUID
    email: str
    purpose: str
    state: str
    expires_at: dt.datetime


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@router.get("/me", response=Account, auth=READ, summary=gettext_noop("Read your account"))
def read_account(request: HttpRequest) -> User:
    return _user(request)


@router.patch("/me", response=Account, auth=WRITE, summary=gettext_noop("Change your language or time zone"))
def change_account(request: HttpRequest, change: AccountChange) -> User:
    return change_profile(_user(request), _user(request), **change.given())


@router.get("/tokens", response=Page[Token], auth=READ, summary=gettext_noop("List your tokens"))
def list_tokens(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first. The tokens themselves are kept by nobody but you."""
    return page_of(ApiToken.objects.filter(user=_user(request)), ["-id"], query)


@router.delete(
    "/tokens/{uuid:token_id}", response={204: None}, auth=WRITE, summary=gettext_noop("Revoke a token")
)
def delete_token(request: HttpRequest, token_id: uuid.UUID) -> Status[None]:
    """It stops working at once, this one too."""
    revoke_token(_user(request), get_object_or_404(ApiToken, pk=token_id, user=_user(request)))
    return Status(204, None)


@router.get(
    "/invitations", response=Page[InvitationOut], auth=READ, summary=gettext_noop("List invitations you sent")
)
def list_invitations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first; an operator sees everybody's."""
    return page_of(invitations_of(_user(request)), ["-id"], query)


@router.delete(
    "/invitations/{uuid:invitation_id}",
    response={204: None, 410: Problem},
    auth=WRITE,
    summary=gettext_noop("Withdraw an invitation"),
)
def delete_invitation(request: HttpRequest, invitation_id: uuid.UUID) -> Status[None]:
    """Its link stops working at once."""
    withdraw_invitation(_user(request), get_object_or_404(Invitation, pk=invitation_id))
    return Status(204, None)
