"""What offices say of hosts and postings, and a host's question to them."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.api.shared import LONGEST_REASON, OFFICE, READ, WRITE
from qiao.rooms.offices.domain.approval import approvals, ask_approvals, decide_host, decide_posting
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.gate import offices
from qiao.rooms.offices.load import host_for, office_for, posting_for
from qiao.rooms.offices.models import HostApproval, PostingApproval
from qiao.rooms.opportunities.models import Opportunity

router = Router()
DECIDE = "offices.decide_approval"
ASKED = "/opportunities/{uuid:opportunity_id}/approvals"
MOST_ASKED = 500


class ApprovalOut(Schema):
    id: UUID
    university_id: UUID
    state: ApprovalState
    asked_at: dt.datetime | None
    decided_at: dt.datetime | None


class HostApprovalOut(ApprovalOut):
    host_id: UUID


class PostingApprovalOut(ApprovalOut):
    opportunity_id: UUID


class OfficeApprovalQuery(PageQuery):
    state: ApprovalState | None = None


class OfficeDecisionIn(Input):
    state: Literal["approved", "refused", "revoked"]
    reason: str = Field("", max_length=LONGEST_REASON)

    def values(self) -> dict[str, Any]:
        return self.model_dump() | {"state": ApprovalState(self.state)}


class PostingDecisionIn(OfficeDecisionIn):
    """`with_host` approves the host too, where it is not approved yet."""

    with_host: bool = False


class ApprovalQuestionIn(Input):
    university_ids: list[UUID] = Field(min_length=1, max_length=MOST_ASKED)
    message: str = Field("", max_length=LONGEST_REASON)


class ApprovalQuestionOut(Schema):
    """`asked` counts the offices that were not waiting or approved already."""

    asked: int


@router.get(
    f"{OFFICE}/hosts",
    response=Page[HostApprovalOut],
    auth=READ,
    summary=gettext_noop("List what a career office says of hosts"),
)
def list_hosts(
    request: HttpRequest, university_id: UUID, query: Query[OfficeApprovalQuery]
) -> dict[str, Any]:
    office = office_for(request, university_id, "offices.list_approvals")
    return _page(HostApproval, query, university=office)


@router.get(
    f"{OFFICE}/postings",
    response=Page[PostingApprovalOut],
    auth=READ,
    summary=gettext_noop("List what a career office says of postings"),
)
def list_postings(
    request: HttpRequest, university_id: UUID, query: Query[OfficeApprovalQuery]
) -> dict[str, Any]:
    office = office_for(request, university_id, "offices.list_approvals")
    return _page(PostingApproval, query, university=office)


@router.put(
    f"{OFFICE}/hosts/{{uuid:host_id}}",
    response=HostApprovalOut,
    auth=WRITE,
    summary=gettext_noop("Decide on a host"),
)
def put_host(
    request: HttpRequest, university_id: UUID, host_id: UUID, given: OfficeDecisionIn
) -> HostApproval:
    """To refuse or revoke needs a reason."""
    office = office_for(request, university_id, DECIDE)
    return decide_host(office, host_for(office, host_id), actor=actor_of(request), **given.values())


@router.put(
    f"{OFFICE}/postings/{{uuid:opportunity_id}}",
    response=PostingApprovalOut,
    auth=WRITE,
    summary=gettext_noop("Decide on a posting"),
)
def put_posting(
    request: HttpRequest, university_id: UUID, opportunity_id: UUID, given: PostingDecisionIn
) -> PostingApproval:
    """To refuse or revoke needs a reason."""
    office = office_for(request, university_id, DECIDE)
    posting = posting_for(office, opportunity_id)
    return decide_posting(office, posting, actor=actor_of(request), **given.values())


@router.get(
    ASKED,
    response=Page[PostingApprovalOut],
    auth=READ,
    summary=gettext_noop("List what career offices say of your posting"),
)
def list_approvals(
    request: HttpRequest, opportunity_id: UUID, query: Query[OfficeApprovalQuery]
) -> dict[str, Any]:
    """For who edits the host."""
    return _page(PostingApproval, query, opportunity=_own_posting(request, opportunity_id))


@router.post(
    ASKED,
    response=ApprovalQuestionOut,
    auth=WRITE,
    summary=gettext_noop("Ask career offices to approve your posting"),
)
def ask_offices(request: HttpRequest, opportunity_id: UUID, given: ApprovalQuestionIn) -> dict[str, int]:
    """And the host with it, where an office has no word on it yet."""
    posting, wanted = _own_posting(request, opportunity_id), set(given.university_ids)
    universities = list(offices().filter(pk__in=wanted).order_by("pk"))
    if len(universities) < len(wanted):
        raise NotPermitted
    asked = ask_approvals(posting, actor=actor_of(request), universities=universities, message=given.message)
    return {"asked": asked}


def _own_posting(request: HttpRequest, pk: UUID) -> Opportunity:
    found = get_object_or_404(Opportunity.objects.select_related("host"), pk=pk)
    require(request.user, "offices.ask_approval", found.host)
    return found


def _page(model: type[Any], query: OfficeApprovalQuery, **which: Any) -> dict[str, Any]:
    found = approvals(model).filter(**which)
    return page_of(found.filter(state=query.state) if query.state else found, ["id"], query)
