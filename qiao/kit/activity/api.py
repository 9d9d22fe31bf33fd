"""What you did, for programs. The site says who is let in, for tokens belong to a room."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions
from qiao.kit.api.paging import Page, PageQuery, page_of

router = Router(tags=["activity"])


class ActivityOut(Schema):
    id: uuid.UUID
    at: dt.datetime
    action: str
    sentence: str
    subject_type: str
    subject_id: uuid.UUID
    channel: str
    changes: dict[str, Any]

    @staticmethod
    def resolve_at(activity: Activity) -> dt.datetime:
        return activity.created_at

    @staticmethod
    def resolve_sentence(activity: Activity) -> str:
        return str(actions.get(activity.action)) if activity.action in actions else activity.action


@router.get("", response=Page[ActivityOut], summary=gettext_noop("List what you did"))
def list_activities(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first."""
    return page_of(Activity.objects.filter(actor_id=request.user.pk), ["-id"], query)
