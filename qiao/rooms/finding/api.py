"""Finding for programs: the search as the page gives it, and what one keeps."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.ui.listing import COUNTED
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.finding.domain import saved_search as domain
from qiao.rooms.finding.domain.bookmark import remove_bookmark, set_bookmark
from qiao.rooms.finding.domain.facets import facets
from qiao.rooms.finding.domain.search import Search, read
from qiao.rooms.finding.enums import Frequency, Order
from qiao.rooms.finding.filters import filters_for
from qiao.rooms.finding.models import Bookmark, SavedSearch
from qiao.rooms.finding.models.saved_search import LONGEST_QUERY
from qiao.rooms.opportunities.enums import OpportunityKind, Reach
from qiao.rooms.opportunities.models import Opportunity

router = Router(tags=["finding"])
READ, WRITE = auth("finding.read"), auth("finding.write")


class SearchQuery(Schema):
    """`query` is the address of the list without its question mark: `q=汽车&kind=job&country=CN&when=30`."""

    model_config = ConfigDict(extra="ignore")

    query: str = Field("", max_length=LONGEST_QUERY)
    order: Order | None = None
    cursor: str = Field("", max_length=2000)
    size: int = Field(20, ge=1, le=100)


class FoundOut(Schema):
    id: UUID
    kind: OpportunityKind
    title_zh: str
    title_en: str
    host_id: UUID
    host_zh: str = Field(alias="host.name_zh")
    host_en: str = Field(alias="host.name_en")
    country: str
    city_zh: str
    city_en: str
    is_remote: bool
    reach: Reach
    degree: str
    career_stage: str
    places: int
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    time_zone: str


class CountsOut(Schema):
    """How many each value of a filter would leave; `is_all` is false where every number is a least one."""

    name: str
    numbers: dict[str, int]
    is_all: bool


class ResultOut(Schema):
    items: list[FoundOut]
    next: str = ""
    previous: str = ""
    count: int
    is_counted: bool
    counts: list[CountsOut]


class SavedSearchOut(Schema):
    id: UUID
    name: str
    query: str
    language: str
    frequency: Frequency
    seen_until: dt.datetime
    told_until: dt.datetime


class SavedSearchIn(Input):
    name: str = Field(max_length=100)
    query: str = Field("", max_length=LONGEST_QUERY)
    frequency: Frequency = Frequency.DAILY


class SavedSearchChange(Input):
    name: str | None = Field(None, max_length=100)
    frequency: Frequency | None = None


class BookmarkOut(Schema):
    id: UUID
    opportunity_id: UUID
    created_at: dt.datetime


class BookmarkIn(Input):
    opportunity_id: UUID


@router.get("/opportunities", response=ResultOut, auth=READ, summary=gettext_noop("Search for opportunities"))
def find(request: HttpRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """The order by fit is for pages; here it is the nearest deadline."""
    filters = filters_for(request.user)
    search = Search(read(query.query, filters), filters)
    page = search.page(query.order or "", query.cursor, query.size)
    counts = [
        {"name": each.name, "numbers": dict(each.numbers), "is_all": each.is_all} for each in facets(search)
    ]
    return {
        "items": page.items,
        "next": page.next,
        "previous": page.previous,
        "count": min(search.count, COUNTED),
        "is_counted": search.count <= COUNTED,
        "counts": counts,
    }


@router.get(
    "/saved-searches",
    response=Page[SavedSearchOut],
    auth=READ,
    summary=gettext_noop("List your saved searches"),
)
def list_saved_searches(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(SavedSearch.objects.filter(owner=_user(request)), ["-id"], query)


@router.post(
    "/saved-searches", response={201: SavedSearchOut}, auth=WRITE, summary=gettext_noop("Save a search")
)
def save_search(request: HttpRequest, wanted: SavedSearchIn) -> Any:
    return Status(201, domain.save_search(_user(request), **wanted.dict()))


@router.get(
    "/saved-searches/{uuid:search_id}",
    response=SavedSearchOut,
    auth=READ,
    summary=gettext_noop("Read a saved search"),
)
def read_saved_search(request: HttpRequest, search_id: UUID) -> SavedSearch:
    return _own_search(request, search_id)


@router.patch(
    "/saved-searches/{uuid:search_id}",
    response=SavedSearchOut,
    auth=WRITE,
    summary=gettext_noop("Change a saved search"),
)
def change_saved_search(request: HttpRequest, search_id: UUID, wanted: SavedSearchChange) -> SavedSearch:
    search = _own_search(request, search_id)
    given = {name: value for name, value in wanted.dict(exclude_unset=True).items() if value is not None}
    return domain.change_search(search, actor=_user(request), **given)


@router.delete(
    "/saved-searches/{uuid:search_id}",
    response={204: None},
    auth=WRITE,
    summary=gettext_noop("Remove a saved search"),
)
def remove_saved_search(request: HttpRequest, search_id: UUID) -> Any:
    domain.remove_search(_own_search(request, search_id), actor=_user(request))
    return Status(204, None)


@router.get("/bookmarks", response=Page[BookmarkOut], auth=READ, summary=gettext_noop("List your bookmarks"))
def list_bookmarks(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(Bookmark.objects.filter(owner=_user(request)), ["-id"], query)


@router.post(
    "/bookmarks", response={201: BookmarkOut}, auth=WRITE, summary=gettext_noop("Bookmark an opportunity")
)
def create_bookmark(request: HttpRequest, wanted: BookmarkIn) -> Any:
    visible = Opportunity.objects.visible_to(request.user)
    opportunity = get_object_or_404(visible, pk=wanted.opportunity_id)
    return Status(201, set_bookmark(opportunity, actor=_user(request)))


@router.delete(
    "/bookmarks/{uuid:bookmark_id}",
    response={204: None},
    auth=WRITE,
    summary=gettext_noop("Remove a bookmark"),
)
def delete_bookmark(request: HttpRequest, bookmark_id: UUID) -> Any:
    bookmark = get_object_or_404(Bookmark, pk=bookmark_id)
    require(request.user, "finding.remove_bookmark", bookmark)
    remove_bookmark(bookmark, actor=_user(request))
    return Status(204, None)


def _own_search(request: HttpRequest, search_id: UUID) -> SavedSearch:
    found = get_object_or_404(SavedSearch, pk=search_id)
    require(request.user, "finding.view_search", found)
    return found


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
