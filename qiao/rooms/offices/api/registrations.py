"""A student with their career offices."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offices.api.shared import LONGEST_REASON, OFFICE, READ, WRITE
from qiao.rooms.offices.domain import student as domain
from qiao.rooms.offices.enums import RegistrationState
from qiao.rooms.offices.load import office_for, student_for
from qiao.rooms.offices.models import StudentRegistration

router = Router(tags=["offices"])
ONE = "/registrations/{uuid:registration_id}"


class RegistrationStateOut(Schema):
    id: UUID
    university_id: UUID
    state: RegistrationState


class StudentRegistrationOut(RegistrationStateOut):
    student_number: str
    wants_mails: bool
    created_at: dt.datetime
    decided_at: dt.datetime | None


class StudentRegistrationIn(Input):
    student_number: str = Field("", max_length=40)
    wants_mails: bool = False


class StudentMailsIn(Input):
    wants_mails: bool


class RegistrationEndIn(Input):
    reason: str = Field("", max_length=LONGEST_REASON)


@router.get(
    "", response=Page[StudentRegistrationOut], auth=READ, summary=gettext_noop("List my registrations")
)
def list_own_registrations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """With career offices, as a student."""
    return page_of(domain.rows().of_student(request.user), ["-id"], query)


@router.post(
    f"{OFFICE}/registrations",
    response={201: StudentRegistrationOut},
    auth=WRITE,
    summary=gettext_noop("Register with your career office"),
)
def register_with_office(
    request: HttpRequest, university_id: UUID, given: StudentRegistrationIn
) -> Status[StudentRegistration]:
    """As a student, whose consent to be seen by career offices holds already."""
    office = office_for(request, university_id, "offices.register_student")
    made = domain.register_student(office, actor=actor_of(request), **given.model_dump())
    return Status(201, made)


@router.patch(
    ONE,
    response=StudentRegistrationOut,
    auth=WRITE,
    summary=gettext_noop("Choose whether a career office sends you mails"),
)
def edit_registration(
    request: HttpRequest, registration_id: UUID, given: StudentMailsIn
) -> StudentRegistration:
    found = student_for(request, registration_id, "offices.change_registration")
    return domain.change_registration(found, actor=actor_of(request), **given.model_dump())


@router.post(
    f"{ONE}/ending",
    response=RegistrationStateOut,
    auth=WRITE,
    summary=gettext_noop("End a registration with a career office"),
)
def end_registration(
    request: HttpRequest, registration_id: UUID, given: RegistrationEndIn
) -> StudentRegistration:
    """The student at any time, and the consent goes with the last one; the office with a reason."""
    found = student_for(request, registration_id, "offices.end_registration")
    return domain.end_registration(found, actor=actor_of(request), **given.model_dump())
