from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.registration.api.shared import READ, AnswerOut, exchange_for
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.domain.totals import totals
from qiao.rooms.registration.enums import QuestionKind, Required, Scope, TotalsKind
from qiao.rooms.registration.listings import registration_of, registrations_for
from qiao.rooms.registration.models import Question

router = Router()


class OptionOut(Schema):
    id: UUID
    label_zh: str
    label_en: str
    is_archived: bool


class QuestionOut(Schema):
    id: UUID
    kind: QuestionKind
    scope: Scope
    label_zh: str
    label_en: str
    required: Required
    is_for_organisers: bool
    is_archived: bool
    shown_if_id: UUID | None
    shown_for: list[str]
    options: list[OptionOut]

    @staticmethod
    def resolve_options(question: Question) -> list[Any]:
        return list(question.options.all())


class RegisteredMemberOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    delegation_id: UUID
    missing: int | None
    answers: list[AnswerOut]
    needs: list[str]

    @staticmethod
    def resolve_missing(member: DelegationMember) -> int | None:
        row = registration_of(member)
        return row.missing if row else None

    @staticmethod
    def resolve_answers(member: DelegationMember) -> list[dict[str, Any]]:
        row = registration_of(member)
        answers = row.answers.all() if row else []
        return [{"question_id": each.question_id, "value": each.value} for each in answers]

    @staticmethod
    def resolve_needs(member: DelegationMember) -> list[str]:
        row = registration_of(member)
        return [f"{need.kind}:{need.code}" for need in (row.needs.all() if row else [])]


class NumberOut(Schema):
    group: str
    label: str
    number: int


class TotalOut(Schema):
    title: str
    when: str
    place: str
    people: int
    numbers: list[NumberOut]


@router.get(
    "/exchanges/{uuid:exchange_id}/questions",
    response=list[QuestionOut],
    auth=READ,
    summary=gettext_noop("List the questions of a registration form"),
)
def list_questions(request: HttpRequest, exchange_id: UUID) -> list[Question]:
    """For owners of the exchange, in the order in which they are asked."""
    return questions_of(pages_of(_owned(request, exchange_id)))


@router.get(
    "/exchanges/{uuid:exchange_id}/registrations",
    response=Page[RegisteredMemberOut],
    auth=READ,
    summary=gettext_noop("List the registrations of an exchange"),
)
def list_registrations(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """For owners of the exchange: everybody who has a seat, with answers and needs."""
    return page_of(registrations_for(_owned(request, exchange_id)), ["-id"], query)


@router.get(
    "/exchanges/{uuid:exchange_id}/totals/{totals_kind}",
    response=list[TotalOut],
    auth=READ,
    summary=gettext_noop("Count meals, buses or beds"),
)
def read_totals(request: HttpRequest, exchange_id: UUID, totals_kind: TotalsKind) -> Any:
    """For owners of the exchange: numbers without names."""
    return totals(exchange_for(request, exchange_id, "view_totals"), totals_kind)


def _owned(request: HttpRequest, exchange_id: UUID) -> Exchange:
    return exchange_for(request, exchange_id, "list_registrations")
