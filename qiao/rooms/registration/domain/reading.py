"""A form as it is asked: its questions in order, and which of them an earlier answer calls for."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.kinds import is_chosen
from qiao.rooms.registration.enums import Required, Scope
from qiao.rooms.registration.models import FormPage, Option, Question

Answers = Mapping[UUID, Any]


def pages_of(exchange: Exchange) -> list[FormPage]:
    """With their questions and options, archived ones too, in three queries."""
    questions = Question.objects.prefetch_related(
        Prefetch("options", Option.objects.order_by("position", "id"))
    )
    pages = FormPage.objects.filter(exchange=exchange).prefetch_related(
        Prefetch("questions", questions.select_related("shown_if"))
    )
    return list(pages)


def questions_of(pages: Iterable[FormPage]) -> list[Question]:
    """In the order in which they are asked: those to the delegation before those to each member."""
    found = [_with_page(question, page) for page in pages for question in page.questions.all()]
    sources = {question.shown_if_id for question in found if not question.is_archived}
    for question in found:
        question.decides = question.pk in sources
    return sorted(found, key=lambda question: question.is_personal)


def _with_page(question: Question, page: FormPage) -> Question:
    question.page = page
    return question


def asked(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Those that are asked, given what was answered so far; `answers` of member and delegation together."""
    found: dict[UUID, Question] = {}
    for question in questions:
        if not question.is_archived and _is_called_for(question, found, answers):
            found[question.pk] = question
    return list(found.values())


def _is_called_for(question: Question, before: Mapping[UUID, Question], answers: Answers) -> bool:
    if question.shown_if_id is None:
        return True
    called = question.shown_if_id in before
    return called and is_chosen(answers.get(question.shown_if_id), question.shown_for)


def of_scope(questions: Iterable[Question], scope: Scope, *, for_organisers: bool = False) -> list[Question]:
    return [
        question
        for question in questions
        if question.scope == scope and question.is_for_organisers == for_organisers
    ]


STAGES: dict[Required, tuple[str, ...]] = {
    Required.SUBMISSION: (Required.SUBMISSION,),
    Required.APPROVAL: (Required.SUBMISSION, Required.APPROVAL),
}


def unanswered(questions: Iterable[Question], answers: Answers, stage: Required) -> list[Question]:
    """Of those asked, what is required by the stage and has no answer."""
    needed = STAGES[stage]
    return [
        question
        for question in questions
        if question.required in needed and answers.get(question.pk) in (None, [])
    ]
