import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.domain.snapshot import released
from qiao.rooms.programme.itinerary.lists import own_subjects
from qiao.rooms.programme.itinerary.subjects import Subject
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import Change, difference
from qiao.rooms.programme.releases.frozen import freeze
from qiao.rooms.programme.releases.words import tell_change

router = Router()
READ = auth("programme.read")
RELEASES = "/exchanges/{uuid:exchange_id}/releases"


class ReleaseOut(Schema):
    number: int
    released_at: dt.datetime
    note_zh: str
    note_en: str
    digest: str


class ReleaseDetail(ReleaseOut):
    """Entries in the order of time, as they were frozen: what is empty is left out."""

    entries: list[dict[str, Any]]


class ChangeOut(Schema):
    """`what` is new, gone, or which of time, place, title, people and notes differ; `sentence` says it in the
    language of the request."""

    key: str
    what: list[str]
    sentence: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class DifferenceOut(Schema):
    since: int
    number: int
    changes: list[ChangeOut]


class DifferenceQuery(Schema):
    since: int | None = Field(None, ge=0)


class ItineraryOut(Schema):
    kind: str
    id: UUID
    release: int | None
    entries: list[dict[str, Any]]
    changes: list[ChangeOut]


@router.get(RELEASES, response=Page[ReleaseOut], auth=READ, summary=gettext_noop("List releases"))
def list_releases(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """Of the programme of an exchange, the latest first; for its owners."""
    exchange = _exchange(request, exchange_id)
    rows = Release.objects.filter(exchange=exchange).defer("entries", "people")
    return page_of(rows, ["-number"], query)


@router.get(
    f"{RELEASES}/{{int:number}}",
    response=ReleaseDetail,
    auth=READ,
    summary=gettext_noop("Read a release"),
)
def read_release(request: HttpRequest, exchange_id: UUID, number: int) -> Release:
    return _release(_exchange(request, exchange_id), number)


@router.get(
    f"{RELEASES}/{{int:number}}/difference",
    response=DifferenceOut,
    auth=READ,
    summary=gettext_noop("Tell two releases apart"),
)
def read_difference(
    request: HttpRequest, exchange_id: UUID, number: int, query: Query[DifferenceQuery]
) -> dict[str, Any]:
    """Since the release before, or since the one that is asked for; 0 is an empty programme."""
    exchange = _exchange(request, exchange_id)
    found = _release(exchange, number)
    since = number - 1 if query.since is None else query.since
    before = _release(exchange, since) if since else None
    changes = difference(released(before).entries, found.agenda)
    told = [_change(change, exchange) for change in changes]
    return {"since": since, "number": number, "changes": told}


@router.get(
    "/exchanges/{uuid:exchange_id}/itineraries/mine",
    response=list[ItineraryOut],
    auth=READ,
    summary=gettext_noop("Read your own itineraries"),
)
def read_own_itineraries(request: HttpRequest, exchange_id: UUID) -> list[dict[str, Any]]:
    """From the current release: as a member, as a head of delegation, and for hosts and partners."""
    exchange = get_object_or_404(Exchange, pk=exchange_id)
    require(request.user, "exchanges.view_exchange", exchange)
    reader: Any = request.user
    return [_itinerary(subject) for subject in own_subjects(exchange, reader)]


def _exchange(request: HttpRequest, pk: UUID) -> Exchange:
    exchange = get_object_or_404(Exchange, pk=pk)
    require(request.user, "programme.view_releases", exchange)
    return exchange


def _release(exchange: Exchange, number: int) -> Release:
    return get_object_or_404(Release, exchange=exchange, number=number)


def _itinerary(subject: Subject) -> dict[str, Any]:
    return {
        "kind": subject.party.kind.value,
        "id": subject.party.id,
        "release": subject.release.number if subject.release else None,
        "entries": [freeze(entry) for entry in subject.itinerary.entries],
        "changes": [_change(change, subject.exchange) for change in subject.itinerary.changes],
    }


def _change(change: Change, exchange: Exchange) -> dict[str, Any]:
    facets = sorted(facet.value for facet in change.facets)
    return {
        "key": change.entry.key,
        "what": ["new"] if change.is_new else ["gone"] if change.is_gone else facets,
        "sentence": tell_change(change, exchange.zone),
        "before": _frozen(change.before),
        "after": _frozen(change.after),
    }


def _frozen(entry: AgendaEntry | None) -> dict[str, Any] | None:
    return freeze(entry) if entry else None
