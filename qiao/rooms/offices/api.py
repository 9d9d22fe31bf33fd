"""Career offices for programs: what they approved, and their own students for their own systems."""

import datetime as dt
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.approval import approvals, decide_host, decide_posting
from qiao.rooms.offices.domain.student import confirm_student, note_export, refuse_student, rows
from qiao.rooms.offices.enums import ApprovalState, RegistrationState
from qiao.rooms.offices.models import HostApproval, PostingApproval, StudentRegistration
from qiao.rooms.opportunities.models import Opportunity

router = Router(tags=["offices"])
READ = auth("offices.read")
STUDENTS = auth("offices.students")
WRITE = auth("offices.write")
OFFICE = "/{uuid:university_id}"


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


class StudentRegistrationOut(Schema):
    id: UUID
    university_id: UUID
    student_number: str
    wants_mails: bool
    state: RegistrationState
    created_at: dt.datetime
    decided_at: dt.datetime | None


class OfficeApprovalQuery(PageQuery):
    state: ApprovalState | None = None


class StudentQuery(PageQuery):
    state: RegistrationState | None = None


class OfficeDecisionIn(Schema):
    state: Literal["approved", "refused", "revoked"]
    reason: str = Field("", max_length=1000)


class StudentAnswerIn(Schema):
    state: Literal["confirmed", "refused"]
    reason: str = Field("", max_length=1000)


@router.get(
    "", response=Page[StudentRegistrationOut], auth=READ, summary=gettext_noop("List my registrations")
)
def list_own_registrations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """With career offices, as a student."""
    return page_of(rows().of_student(request.user), ["-id"], query)


@router.get(
    f"{OFFICE}/hosts",
    response=Page[HostApprovalOut],
    auth=READ,
    summary=gettext_noop("List what a career office says of hosts"),
)
def list_hosts(
    request: HttpRequest, university_id: UUID, query: Query[OfficeApprovalQuery]
) -> dict[str, Any]:
    return _approvals(request, HostApproval, university_id, query)


@router.get(
    f"{OFFICE}/postings",
    response=Page[PostingApprovalOut],
    auth=READ,
    summary=gettext_noop("List what a career office says of postings"),
)
def list_postings(
    request: HttpRequest, university_id: UUID, query: Query[OfficeApprovalQuery]
) -> dict[str, Any]:
    return _approvals(request, PostingApproval, university_id, query)


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
    office = _office(request, university_id, "offices.decide_approval")
    host = get_object_or_404(Organisation.objects.published().exclude(pk=university_id), pk=host_id)
    return decide_host(office, host, actor=_user(request), **_given(given))


@router.put(
    f"{OFFICE}/postings/{{uuid:opportunity_id}}",
    response=PostingApprovalOut,
    auth=WRITE,
    summary=gettext_noop("Decide on a posting"),
)
def put_posting(
    request: HttpRequest, university_id: UUID, opportunity_id: UUID, given: OfficeDecisionIn
) -> PostingApproval:
    """To refuse or revoke needs a reason."""
    office = _office(request, university_id, "offices.decide_approval")
    posting = get_object_or_404(Opportunity.objects.published().select_related("host"), pk=opportunity_id)
    return decide_posting(office, posting, actor=_user(request), **_given(given))


@router.get(
    f"{OFFICE}/students",
    response=Page[StudentOut],
    auth=STUDENTS,
    summary=gettext_noop("List the students of a career office"),
)
def list_students(request: HttpRequest, university_id: UUID, query: Query[StudentQuery]) -> dict[str, Any]:
    """Those whose consent holds. Each reading is noted as an export."""
    office = _office(request, university_id, "offices.list_students")
    note_export(office, actor=_user(request))
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
    if given.state == "confirmed":
        return confirm_student(found, actor=_user(request), reason=given.reason)
    return refuse_student(found, actor=_user(request), reason=given.reason)


def _given(decision: OfficeDecisionIn) -> dict[str, Any]:
    return {"state": ApprovalState(decision.state), "reason": decision.reason}


def _approvals(
    request: HttpRequest, model: type[Any], university_id: UUID, query: OfficeApprovalQuery
) -> dict[str, Any]:
    office = _office(request, university_id, "offices.list_approvals")
    found = approvals(model).filter(university=office)
    return page_of(found.filter(state=query.state) if query.state else found, ["id"], query)


def _office(request: HttpRequest, pk: UUID, permission: str) -> Organisation:
    office = get_object_or_404(Organisation, pk=pk)
    require(request.user, permission, office)
    return office


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
