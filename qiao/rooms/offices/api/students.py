"""An office's own students. Each reading is noted as an export."""

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
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.api.shared import LONGEST_REASON, OFFICE, STUDENTS, WRITE
from qiao.rooms.offices.domain.student import confirm_student, note_export, refuse_student, rows
from qiao.rooms.offices.enums import RegistrationState
from qiao.rooms.offices.load import office_for
from qiao.rooms.offices.models import StudentRegistration

router = Router()


class StudentOut(Schema):
    id: UUID
    university_id: UUID
    name: str
    email: str
    student_number: str
    state: RegistrationState
    created_at: dt.datetime
    decided_at: dt.datetime | None

    @staticmethod
    def resolve_name(registration: StudentRegistration) -> str:
        return str(registration.profile.name)

    @staticmethod
    def resolve_email(registration: StudentRegistration) -> str:
        return str(getattr(registration.profile.user, "email", ""))


class StudentQuery(PageQuery):
    state: RegistrationState | None = None


class StudentAnswerIn(Input):
    state: Literal["confirmed", "refused"]
    reason: str = Field("", max_length=LONGEST_REASON)


@router.get(
    f"{OFFICE}/students",
    response=Page[StudentOut],
    auth=STUDENTS,
    summary=gettext_noop("List the students of a career office"),
)
def list_students(request: HttpRequest, university_id: UUID, query: Query[StudentQuery]) -> dict[str, Any]:
    """Those whose consent holds. Each reading is noted as an export."""
    office = office_for(request, university_id, "offices.list_students")
    note_export(office, actor=actor_of(request))
    found = rows().standing().filter(university=office)
    return page_of(found.filter(state=query.state) if query.state else found, ["id"], query)


@router.put(
    f"{OFFICE}/students/{{uuid:registration_id}}",
    response=StudentOut,
    auth=WRITE,
    summary=gettext_noop("Confirm or refuse a student"),
)
def put_student(
    request: HttpRequest, university_id: UUID, registration_id: UUID, given: StudentAnswerIn
) -> StudentRegistration:
    """`state` is confirmed or refused; to refuse needs a reason."""
    found = get_object_or_404(rows(), pk=registration_id, university=university_id)
    require(request.user, "offices.decide_student", found)
    decide = confirm_student if given.state == "confirmed" else refuse_student
    return decide(found, actor=actor_of(request), reason=given.reason)
