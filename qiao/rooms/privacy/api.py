"""Consents and requests about one's data, for programs."""

import datetime as dt
import uuid
from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.privacy.domain.consent import Switch, give_consent, switches, withdraw_consent
from qiao.rooms.privacy.domain.request import make_request, withdraw_request
from qiao.rooms.privacy.enums import Decision, PurposeKind, RequestKind, RequestState
from qiao.rooms.privacy.errors import ErasureOnPages
from qiao.rooms.privacy.models import ConsentEntry, DataSubjectRequest, PurposeText

router = Router(tags=["privacy"])
READ, WRITE = auth("privacy.read"), auth("privacy.write")


class PurposeOut(Schema):
    """One question, its exact words in your language, and whether you agree now."""

    code: str
    kind: PurposeKind
    text_id: uuid.UUID
    version: int
    language: str
    title: str
    body: str
    recipient: str
    is_on: bool


class ConsentIn(Input):
    """`text_id` is the text that was shown: what it says is what is agreed to."""

    text_id: uuid.UUID
    decision: Decision


class ConsentOut(Schema):
    id: uuid.UUID
    at: dt.datetime = Field(alias="created_at")
    purpose: str = Field(alias="purpose.code")
    version: int = Field(alias="text.version")
    language: str = Field(alias="text.language")
    decision: Decision
    channel: str


class RequestIn(Input):
    kind: RequestKind
    details: str = Field("", max_length=4000)


class RequestOut(Schema):
    id: uuid.UUID
    kind: RequestKind
    state: RequestState
    created_at: dt.datetime
    due_at: dt.datetime | None
    answer: str
    completed_at: dt.datetime | None


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@router.get(
    "/purposes", response=list[PurposeOut], auth=READ, summary=gettext_noop("List what you are asked")
)
def list_purposes(request: HttpRequest) -> list[dict[str, Any]]:
    return [_purpose(switch) for switch in switches(_user(request))]


@router.get(
    "/consents", response=Page[ConsentOut], auth=READ, summary=gettext_noop("List your decisions so far")
)
def list_consents(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    own = ConsentEntry.objects.filter(user=_user(request)).select_related("purpose", "text")
    return page_of(own, ["-id"], query)


@router.post("/consents", response={201: ConsentOut}, auth=WRITE, summary=gettext_noop("Agree or withdraw"))
def decide(request: HttpRequest, consent: ConsentIn) -> Any:
    text = get_object_or_404(PurposeText, pk=consent.text_id)
    verb = give_consent if consent.decision == Decision.GIVEN else withdraw_consent
    return Status(201, verb(_user(request), text))


@router.get("/requests", response=Page[RequestOut], auth=READ, summary=gettext_noop("List your requests"))
def list_requests(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(DataSubjectRequest.objects.filter(user=_user(request)), ["-id"], query)


@router.get(
    "/requests/{request_id}",
    response=RequestOut,
    auth=READ,
    summary=gettext_noop("Read one of your requests"),
)
def read_request(request: HttpRequest, request_id: uuid.UUID) -> DataSubjectRequest:
    return _own(request, request_id)


@router.post("/requests", response={201: RequestOut}, auth=WRITE, summary=gettext_noop("Make a request"))
def create_request(request: HttpRequest, wanted: RequestIn) -> Any:
    """An erasure is asked for on the pages alone, where you are asked again who you are."""
    if wanted.kind == RequestKind.ERASURE:
        raise ErasureOnPages
    return Status(201, make_request(_user(request), kind=wanted.kind, details=wanted.details))


@router.post(
    "/requests/{request_id}/withdrawal",
    response=RequestOut,
    auth=WRITE,
    summary=gettext_noop("Withdraw a request"),
)
def withdraw(request: HttpRequest, request_id: uuid.UUID) -> DataSubjectRequest:
    found = _own(request, request_id)
    withdraw_request(_user(request), found)
    return _own(request, request_id)


def _own(request: HttpRequest, request_id: uuid.UUID) -> DataSubjectRequest:
    found = get_object_or_404(DataSubjectRequest, pk=request_id, user=_user(request))
    require(request.user, "privacy.view_request", found)
    return found


def _purpose(switch: Switch) -> dict[str, Any]:
    text = switch.text
    return {
        "code": switch.purpose.code,
        "kind": switch.purpose.kind,
        "text_id": text.pk,
        "version": text.version,
        "language": text.language,
        "title": text.title,
        "body": text.body,
        "recipient": text.recipient,
        "is_on": switch.is_on,
    }
