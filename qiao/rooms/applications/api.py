"""Applications for programs: their states. What people wrote and their documents stay on the pages."""

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
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.listings import own_applications, queue_of
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity

router = Router(tags=["applications"])
READ = auth("applications.read")


class ApplicationOut(Schema):
    id: UUID
    opportunity_id: UUID
    intake_id: UUID
    state: ApplicationState
    stage_id: UUID | None
    submitted_at: dt.datetime | None
    completed_at: dt.datetime | None
    closing_reason: str


class QueuedOut(ApplicationOut):
    """The names are empty where they are hidden."""

    name_zh: str
    name_en: str
    letters_received: int

    @staticmethod
    def resolve_name_zh(row: Application) -> str:
        return "" if row.is_nameless else row.profile.name_zh

    @staticmethod
    def resolve_name_en(row: Application) -> str:
        return "" if row.is_nameless else row.profile.name_en


class ApplicationQueueQuery(PageQuery):
    state: ApplicationState | None = None
    intake: UUID | None = None


@router.get("", response=Page[ApplicationOut], auth=READ, summary=gettext_noop("List my applications"))
def list_own_applications(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The newest first."""
    return page_of(own_applications(cast(User, request.user)), ["-id"], query)


@router.get(
    "/opportunities/{uuid:opportunity_id}",
    response=Page[QueuedOut],
    auth=READ,
    summary=gettext_noop("List the applications to an opportunity"),
)
def list_applications(
    request: HttpRequest, opportunity_id: UUID, query: Query[ApplicationQueueQuery]
) -> dict[str, Any]:
    """For the owners and managers of the host: the queue, the longest waiting first."""
    opportunity = get_object_or_404(Opportunity.objects.select_related("host"), pk=opportunity_id)
    require(request.user, "applications.list_queue", opportunity)
    wanted = {"state": query.state, "intake": query.intake}
    found = queue_of(opportunity).filter(**{name: value for name, value in wanted.items() if value})
    return page_of(found, ["id"], query)


@router.get(
    "/{uuid:application_id}", response=ApplicationOut, auth=READ, summary=gettext_noop("Read an application")
)
def read_application(request: HttpRequest, application_id: UUID) -> Application:
    application = get_object_or_404(rows(), pk=application_id)
    require(request.user, "applications.view_application", application)
    return application
