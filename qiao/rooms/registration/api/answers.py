from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from qiao.kit.api.schemas import Input
from qiao.kit.errors import Invalid
from qiao.rooms.registration.api.shared import READ, WRITE, AnswerOut, of_delegation, of_member, user_of
from qiao.rooms.registration.domain.answering import known_answers, save_answers
from qiao.rooms.registration.domain.needs import NeedDraft, save_needs
from qiao.rooms.registration.domain.reading import asked, of_scope, pages_of, questions_of
from qiao.rooms.registration.enums import NeedKind
from qiao.rooms.registration.models import Registration

router = Router()
MOST = 500


class RegistrationOut(Schema):
    version: int
    missing: int
    answers: list[AnswerOut]


class AnswersIn(Input):
    """Answers by the id of their question: text, true or false, or a list of ids of options."""

    version: int = Field(ge=0, le=2**31 - 1)
    answers: dict[UUID, str | bool | list[str] | None] = Field(max_length=MOST)


class NeedSchema(Input):
    kind: NeedKind
    code: str = Field(max_length=20, pattern=r"^[A-Za-z_-]+$")
    note: str = Field("", max_length=300)


class NeedsOut(Schema):
    version: int
    needs: list[NeedSchema]


class NeedsIn(Input):
    version: int = Field(ge=0, le=2**31 - 1)
    needs: list[NeedSchema] = Field(max_length=100)


@router.get(
    "/members/{uuid:member_id}/answers",
    response=RegistrationOut,
    auth=READ,
    summary=gettext_noop("Read the answers of a member"),
)
def read_member(request: HttpRequest, member_id: UUID) -> dict[str, Any]:
    """Every question that is asked of the member, with the answer given so far."""
    return _told(of_member(request, member_id, "view_answers"))


@router.patch(
    "/members/{uuid:member_id}/answers",
    response=RegistrationOut,
    auth=WRITE,
    summary=gettext_noop("Answer for a member"),
)
def answer_member(request: HttpRequest, member_id: UUID, given: AnswersIn) -> dict[str, Any]:
    """Only the questions that are sent change. `version` is the one that was read."""
    return _saved(request, of_member(request, member_id, "fill"), given)


@router.get(
    "/delegations/{uuid:delegation_id}/answers",
    response=RegistrationOut,
    auth=READ,
    summary=gettext_noop("Read the answers of a delegation"),
)
def read_delegation_registration(request: HttpRequest, delegation_id: UUID) -> dict[str, Any]:
    """Those of the delegation as a whole."""
    return _told(of_delegation(request, delegation_id, "view_answers"))


@router.patch(
    "/delegations/{uuid:delegation_id}/answers",
    response=RegistrationOut,
    auth=WRITE,
    summary=gettext_noop("Answer for a delegation"),
)
def answer_delegation(request: HttpRequest, delegation_id: UUID, given: AnswersIn) -> dict[str, Any]:
    """Only the questions that are sent change. `version` is the one that was read."""
    return _saved(request, of_delegation(request, delegation_id, "fill"), given)


@router.get(
    "/members/{uuid:member_id}/needs",
    response=NeedsOut,
    auth=READ,
    summary=gettext_noop("Read the needs of a member"),
)
def read_needs(request: HttpRequest, member_id: UUID) -> dict[str, Any]:
    """For the person, the head of the delegation and the owners of the exchange."""
    return _needs(of_member(request, member_id, "view_needs"))


@router.put(
    "/members/{uuid:member_id}/needs",
    response=NeedsOut,
    auth=WRITE,
    summary=gettext_noop("Tell the needs of a member"),
)
def write_needs(request: HttpRequest, member_id: UUID, given: NeedsIn) -> dict[str, Any]:
    """All of them: what is not sent is not needed any more."""
    drafts = [NeedDraft(need.kind, need.code, need.note) for need in given.needs]
    registration = of_member(request, member_id, "fill")
    return _needs(save_needs(registration, actor=user_of(request), needs=drafts, version=given.version))


def _saved(request: HttpRequest, registration: Registration, given: AnswersIn) -> dict[str, Any]:
    try:
        saved = save_answers(registration, actor=user_of(request), given=given.answers, version=given.version)
    except ValidationError as refusal:
        raise Invalid(_problems(refusal)) from refusal
    return _told(saved)


def _problems(refusal: ValidationError) -> list[dict[str, str]]:
    places = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    return [
        {"place": place.removeprefix("q_"), "sentence": str(sentence)}
        for place, sentences in places.items()
        for sentence in sentences
    ]


def _told(registration: Registration) -> dict[str, Any]:
    known = known_answers(registration)
    called = asked(questions_of(pages_of(registration.delegation.exchange)), known)
    answers = [
        {"question_id": question.pk, "value": known.get(question.pk)}
        for question in of_scope(called, registration.scope)
    ]
    return {"version": registration.version, "missing": registration.missing, "answers": answers}


def _needs(registration: Registration) -> dict[str, Any]:
    rows = [] if registration._state.adding else registration.needs.all()
    needs = [{"kind": need.kind, "code": need.code, "note": need.note} for need in rows]
    return {"version": registration.needs_version, "needs": needs}
