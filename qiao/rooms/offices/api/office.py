"""What an office recommends to its students, and how it approves."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.api.shared import OFFICE, READ, WRITE
from qiao.rooms.offices.domain import settings as domain
from qiao.rooms.offices.domain.recommendation import recommend_posting, withdraw_recommendation
from qiao.rooms.offices.load import office_for, posting_for
from qiao.rooms.offices.models import OfficeSettings, Recommendation

router = Router()
RECOMMEND = "offices.recommend_posting"
ONE = f"{OFFICE}/postings/{{uuid:opportunity_id}}/recommendation"


class PostingRecommendationOut(Schema):
    id: UUID
    university_id: UUID
    opportunity_id: UUID
    note_zh: str
    note_en: str
    withdrawn_at: dt.datetime | None


class PostingRecommendationIn(Input):
    note_zh: str = Field("", max_length=1000)
    note_en: str = Field("", max_length=1000)


class OfficeSettingsOut(Schema):
    university_id: UUID
    host_covers_postings: bool
    contact: str
    email: str
    phone: str
    note_zh: str
    note_en: str


class OfficeSettingsIn(Input):
    host_covers_postings: bool = False
    contact: str = Field("", max_length=100)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    note_zh: str = Field("", max_length=2000)
    note_en: str = Field("", max_length=2000)


@router.get(
    f"{OFFICE}/recommendations",
    response=Page[PostingRecommendationOut],
    auth=READ,
    summary=gettext_noop("List what a career office recommends"),
)
def list_recommendations(
    request: HttpRequest, university_id: UUID, query: Query[PageQuery]
) -> dict[str, Any]:
    office = office_for(request, university_id, RECOMMEND)
    return page_of(Recommendation.objects.current().filter(university=office), ["-id"], query)


@router.put(
    ONE,
    response=PostingRecommendationOut,
    auth=WRITE,
    summary=gettext_noop("Recommend a posting to your students"),
)
def put_recommendation(
    request: HttpRequest, university_id: UUID, opportunity_id: UUID, given: PostingRecommendationIn
) -> Recommendation:
    """Each student who wants mails gets one, however often it is recommended."""
    office = office_for(request, university_id, RECOMMEND)
    posting = posting_for(office, opportunity_id)
    return recommend_posting(office, posting, actor=actor_of(request), **given.model_dump())


@router.delete(
    ONE,
    response=PostingRecommendationOut,
    auth=WRITE,
    summary=gettext_noop("Withdraw a recommendation"),
)
def delete_recommendation(request: HttpRequest, university_id: UUID, opportunity_id: UUID) -> Recommendation:
    office = office_for(request, university_id, RECOMMEND)
    rows = Recommendation.objects.select_related("university")
    found = get_object_or_404(rows, university=office, opportunity=opportunity_id)
    return withdraw_recommendation(found, actor=actor_of(request))


@router.get(
    f"{OFFICE}/settings",
    response=OfficeSettingsOut,
    auth=READ,
    summary=gettext_noop("Read how a career office approves"),
)
def read_office_settings(request: HttpRequest, university_id: UUID) -> OfficeSettings:
    return domain.settings_of(office_for(request, university_id, "offices.change_settings"))


@router.patch(
    f"{OFFICE}/settings",
    response=OfficeSettingsOut,
    auth=WRITE,
    summary=gettext_noop("Change how a career office approves"),
)
def edit_office_settings(
    request: HttpRequest, university_id: UUID, given: OfficeSettingsIn
) -> OfficeSettings:
    """Only the fields that are sent change."""
    office = office_for(request, university_id, "offices.change_settings")
    return domain.set_settings(office, actor=actor_of(request), values=given.given())
