"""One participant: their milestones, and how the training ends for them."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.api.shared import DECIDE, ENROLMENT, READ, WRITE, EnrolmentOut
from qiao.rooms.training.domain import enrolment as domain
from qiao.rooms.training.domain import milestone as milestones
from qiao.rooms.training.domain.completion import complete_enrolment
from qiao.rooms.training.listings import own_trainings
from qiao.rooms.training.load import enrolment_for, milestone_for
from qiao.rooms.training.models import Enrolment, Milestone

router = Router(tags=["training"])
MILESTONE = "/milestones/{uuid:milestone_id}"


class MilestoneOut(Schema):
    id: UUID
    enrolment_id: UUID
    number: int
    name_zh: str
    name_en: str
    due_on: dt.date
    done_at: dt.datetime | None
    note: str
    has_file: bool
    confirmed_at: dt.datetime | None

    @staticmethod
    def resolve_has_file(milestone: Milestone) -> bool:
        return milestone.evidence_id is not None


class MilestoneReportIn(Input):
    """What shows that it is reached. Files are handed in with a browser."""

    note: str = Field(min_length=1, max_length=2000)


class TrainingReasonIn(Input):
    """The other side reads it."""

    reason: str = Field(min_length=1, max_length=1000)


@router.get("", response=Page[EnrolmentOut], auth=READ, summary=gettext_noop("List my trainings"))
def list_own_trainings(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(own_trainings(cast(User, request.user)), ["-id"], query)


@router.get(ENROLMENT, response=EnrolmentOut, auth=READ, summary=gettext_noop("Read an enrolment"))
def read_enrolment(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    return enrolment_for(request, enrolment_id)


@router.get(
    f"{ENROLMENT}/milestones",
    response=list[MilestoneOut],
    auth=READ,
    summary=gettext_noop("List the milestones of a participant"),
)
def list_milestones(request: HttpRequest, enrolment_id: UUID) -> QuerySet[Milestone]:
    """For the participant and the host."""
    return enrolment_for(request, enrolment_id).milestones.all()


@router.put(
    f"{MILESTONE}/report",
    response=MilestoneOut,
    auth=WRITE,
    summary=gettext_noop("Report that I have reached a milestone"),
)
def report_milestone(request: HttpRequest, milestone_id: UUID, given: MilestoneReportIn) -> Milestone:
    """Again as often as wanted until it is confirmed."""
    found = milestone_for(request, milestone_id, "training.report_milestone")
    return milestones.report_milestone(found, actor=actor_of(request), note=given.note)


@router.put(
    f"{MILESTONE}/confirmation",
    response=MilestoneOut,
    auth=WRITE,
    summary=gettext_noop("Confirm that a milestone is reached"),
)
def confirm_milestone(request: HttpRequest, milestone_id: UUID) -> Milestone:
    found = milestone_for(request, milestone_id, "training.confirm_milestone")
    return milestones.confirm_milestone(found, actor=actor_of(request))


@router.put(
    f"{ENROLMENT}/completion",
    response=EnrolmentOut,
    auth=WRITE,
    summary=gettext_noop("Complete the training of a participant"),
)
def complete(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    """Once nothing is missing; it counts as an outcome once."""
    return complete_enrolment(enrolment_for(request, enrolment_id, DECIDE), actor=actor_of(request))


@router.post(
    f"{ENROLMENT}/removal",
    response=EnrolmentOut,
    auth=WRITE,
    summary=gettext_noop("Remove a participant from a training"),
)
def remove_enrolment(request: HttpRequest, enrolment_id: UUID, given: TrainingReasonIn) -> Enrolment:
    """The participant gets a mail."""
    found = enrolment_for(request, enrolment_id, DECIDE)
    return domain.remove_enrolment(found, actor=actor_of(request), reason=given.reason)


@router.post(
    f"{ENROLMENT}/leaving",
    response=EnrolmentOut,
    auth=WRITE,
    summary=gettext_noop("Leave my training"),
)
def leave_training(request: HttpRequest, enrolment_id: UUID, given: TrainingReasonIn) -> Enrolment:
    found = enrolment_for(request, enrolment_id, "training.leave_training")
    return domain.leave_training(found, actor=actor_of(request), reason=given.reason)
