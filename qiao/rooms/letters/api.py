"""Letters for programs: their states. Passport data never leave through here."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.domain.step import rows
from qiao.rooms.letters.enums import LetterState
from qiao.rooms.letters.listings import queue_of
from qiao.rooms.letters.models import Letter

router = Router(tags=["letters"])
READ = auth("letters.read")


class LetterOut(Schema):
    id: UUID
    exchange_id: UUID
    delegation_id: UUID
    member_id: UUID
    state: LetterState
    number: str | None
    submitted_at: dt.datetime | None
    issued_at: dt.datetime | None
    digest: str
    wiped_at: dt.datetime | None


class QueueQuery(PageQuery):
    state: LetterState | None = None


@router.get("", response=Page[LetterOut], auth=READ, summary=gettext_noop("List my letters"))
def list_own_letters(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Letters for you, and those of delegations that you lead."""
    own = Letter.objects.own_of(cast(User, request.user)).defer("code")
    return page_of(own, ["-id"], query)


@router.get(
    "/exchanges/{uuid:exchange_id}",
    response=Page[LetterOut],
    auth=READ,
    summary=gettext_noop("List the letters of an exchange"),
)
def list_letters(request: HttpRequest, exchange_id: UUID, query: Query[QueueQuery]) -> dict[str, Any]:
    """For the owners of the exchange: the queue, the longest waiting first."""
    exchange = get_object_or_404(Exchange, pk=exchange_id)
    require(request.user, "letters.list_letters", exchange)
    found = queue_of(exchange)
    return page_of(found.filter(state=query.state) if query.state else found, ["id"], query)


@router.get("/{uuid:letter_id}", response=LetterOut, auth=READ, summary=gettext_noop("Read a letter"))
def read_letter(request: HttpRequest, letter_id: UUID) -> Letter:
    letter = get_object_or_404(rows().defer("code"), pk=letter_id)
    require(request.user, "letters.view_letter", letter)
    return letter
