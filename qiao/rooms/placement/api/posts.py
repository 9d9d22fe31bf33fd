"""The posts of a round: added by who runs it, ranked by who hosts them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.placement.api.shared import ORGANISE, READ, WRITE
from qiao.rooms.placement.domain import post as posts
from qiao.rooms.placement.domain import post_list as domain
from qiao.rooms.placement.enums import ListState
from qiao.rooms.placement.listings import posts_of
from qiao.rooms.placement.load import post_for, round_for
from qiao.rooms.placement.models import RoundPost

router = Router(tags=["placement"])
RANK = "placement.rank_applicants"
RANKING = "/posts/{uuid:post_id}/ranking"


class RoundPostOut(Schema):
    id: UUID
    intake_id: UUID
    code: str
    quota: int
    lower_quota: int
    reserved: int
    reserved_for_id: UUID | None
    reverts_to_id: UUID | None
    is_supervised: bool


class RoundPostIn(Input):
    """`reserved_for_id` is a university, `reverts_to_id` another post of the round."""

    intake_id: UUID
    quota: int = Field(ge=1)
    lower_quota: int = Field(0, ge=0)
    reserved: int = Field(0, ge=0)
    reserved_for_id: UUID | None = None
    reverts_to_id: UUID | None = None
    is_supervised: bool = False


class PostListOut(Schema):
    """`tiers` are numbers of people, the best first; tied ones stand together. `people` may be ranked."""

    post_id: UUID
    state: ListState
    tiers: list[list[str]]
    people: list[str]
    certified_at: dt.datetime | None
    digest: str


class PostListIn(Input):
    tiers: list[list[str]]


@router.get(
    "/rounds/{uuid:round_id}/posts",
    response=Page[RoundPostOut],
    auth=READ,
    summary=gettext_noop("List the posts of a matching round"),
)
def list_round_posts(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(posts_of(round_for(request, round_id)), ["number"], query)


@router.post(
    "/rounds/{uuid:round_id}/posts",
    response={201: RoundPostOut},
    auth=ORGANISE,
    summary=gettext_noop("Add a post to a matching round"),
)
def add_round_post(request: HttpRequest, round_id: UUID, body: RoundPostIn) -> Any:
    found, values = round_for(request, round_id, "placement.change_round"), body.dict()
    intake = get_object_or_404(posts.candidates(found), pk=values.pop("intake_id"))
    university, sibling = values.pop("reserved_for_id"), values.pop("reverts_to_id")
    values["reserved_for"] = university and get_object_or_404(Organisation, pk=university)
    values["reverts_to"] = sibling and get_object_or_404(found.posts, pk=sibling)
    return Status(201, posts.add_post(found, intake, actor=actor_of(request), values=values))


@router.get(
    RANKING, response=PostListOut, auth=READ, summary=gettext_noop("Read the rank-order list of a post")
)
def read_post_list(request: HttpRequest, post_id: UUID) -> dict[str, Any]:
    """Open to its host alone."""
    return _told(post_for(request, post_id, RANK), actor_of(request))


@router.put(
    RANKING, response=PostListOut, auth=WRITE, summary=gettext_noop("Change the rank-order list of a post")
)
def change_post_list(request: HttpRequest, post_id: UUID, body: PostListIn) -> dict[str, Any]:
    """Each fault is told with its tier; with any the list stays as it is."""
    domain.rank_applicants(post_for(request, post_id, RANK), body.tiers, actor=actor_of(request))
    return read_post_list(request, post_id)


@router.post(
    "/posts/{uuid:post_id}/certification",
    response=PostListOut,
    auth=WRITE,
    summary=gettext_noop("Certify the rank-order list of a post"),
)
def certify_post_list(request: HttpRequest, post_id: UUID) -> dict[str, Any]:
    domain.certify_post_list(post_for(request, post_id, RANK), actor=actor_of(request))
    return read_post_list(request, post_id)


@router.post(
    "/posts/{uuid:post_id}/reopening",
    response=PostListOut,
    auth=WRITE,
    summary=gettext_noop("Open the rank-order list of a post again"),
)
def reopen_post_list(request: HttpRequest, post_id: UUID) -> dict[str, Any]:
    """Until the deadline. A list that is not certified then is not in the match."""
    domain.reopen_post_list(post_for(request, post_id, RANK), actor=actor_of(request))
    return read_post_list(request, post_id)


def _told(post: RoundPost, actor: User) -> dict[str, Any]:
    names = ("state", "certified_at", "digest")
    return {name: getattr(post.ranking, name) for name in names} | {
        "post_id": post.pk,
        "tiers": domain.open_post_list(post, actor=actor),
        "people": sorted(domain.people_of(post)),
    }
