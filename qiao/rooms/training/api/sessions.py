"""Sessions of a cohort and who was there."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.api.shared import COHORT, READ, SESSION, WRITE
from qiao.rooms.training.domain import session as domain
from qiao.rooms.training.enums import AttendanceMark
from qiao.rooms.training.load import cohort_for, session_for
from qiao.rooms.training.models import TrainingSession
from qiao.rooms.training.models.session import LONGEST

router = Router()
MOST_MARKS = 2000


class SessionOut(Schema):
    id: UUID
    cohort_id: UUID
    starts_at: dt.datetime
    minutes: int
    title_zh: str
    title_en: str
    place_zh: str
    place_en: str


class AttendanceOut(Schema):
    id: UUID
    session_id: UUID
    enrolment_id: UUID
    mark: AttendanceMark


class SessionChange(Input):
    starts_at: AwareDatetime | None = None
    minutes: int = Field(90, ge=5, le=LONGEST)
    title_zh: str = Field("", max_length=200)
    title_en: str = Field("", max_length=200)
    place_zh: str = Field("", max_length=200)
    place_en: str = Field("", max_length=200)


class SessionIn(SessionChange):
    starts_at: AwareDatetime


class MarkIn(Input):
    """Without a mark, the present one is taken away."""

    enrolment_id: UUID
    mark: AttendanceMark | None


class MarksIn(Input):
    marks: list[MarkIn] = Field(max_length=MOST_MARKS)


class MarkedOut(Schema):
    """How many marks are others than before."""

    changed: int


@router.get(
    f"{COHORT}/sessions",
    response=Page[SessionOut],
    auth=READ,
    summary=gettext_noop("List the sessions of a cohort"),
)
def list_sessions(request: HttpRequest, cohort_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(cohort_for(request, cohort_id).sessions.all(), ["starts_at", "id"], query)


@router.post(
    f"{COHORT}/sessions",
    response={201: SessionOut},
    auth=WRITE,
    summary=gettext_noop("Add a session to a cohort"),
)
def add_session(request: HttpRequest, cohort_id: UUID, given: SessionIn) -> Status[TrainingSession]:
    cohort = cohort_for(request, cohort_id)
    return Status(201, domain.add_session(cohort, actor=actor_of(request), values=given.model_dump()))


@router.patch(SESSION, response=SessionOut, auth=WRITE, summary=gettext_noop("Change a session of a cohort"))
def edit_session(request: HttpRequest, session_id: UUID, given: SessionChange) -> TrainingSession:
    """Only the fields that are sent change."""
    session = session_for(request, session_id)
    return domain.change_session(session, actor=actor_of(request), values=given.given())


@router.delete(
    SESSION, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a session of a cohort")
)
def delete_session(request: HttpRequest, session_id: UUID) -> Status[None]:
    """Only one at which nobody was marked."""
    domain.remove_session(session_for(request, session_id), actor=actor_of(request))
    return Status(204, None)


@router.get(
    f"{SESSION}/attendances",
    response=Page[AttendanceOut],
    auth=READ,
    summary=gettext_noop("List who was at a session"),
)
def list_attendances(request: HttpRequest, session_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(session_for(request, session_id).attendances.all(), ["id"], query)


@router.put(
    f"{SESSION}/attendances",
    response=MarkedOut,
    auth=WRITE,
    summary=gettext_noop("Mark who was at a session"),
)
def mark_attendance(request: HttpRequest, session_id: UUID, given: MarksIn) -> dict[str, int]:
    """All of them or none. Who is not named keeps the mark."""
    session = session_for(request, session_id)
    marks = [(each.enrolment_id, each.mark.value if each.mark else "") for each in given.marks]
    return {"changed": domain.mark_attendance(session, actor=actor_of(request), marks=marks)}
