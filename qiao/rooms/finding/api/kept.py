"""What one keeps: saved searches and bookmarks."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.finding.api.shared import READ, WRITE
from qiao.rooms.finding.domain import saved_search as domain
from qiao.rooms.finding.domain.bookmark import remove_bookmark, set_bookmark
from qiao.rooms.finding.enums import Frequency
from qiao.rooms.finding.models import Bookmark, SavedSearch
from qiao.rooms.finding.models.saved_search import LONGEST_QUERY
from qiao.rooms.opportunities.models import Opportunity

router = Router()


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
