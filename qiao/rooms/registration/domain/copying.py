"""The form goes along when an exchange is cloned; what people told does not."""

from typing import Any
from uuid import UUID

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.form import PAGE, SETTINGS, form_of
from qiao.rooms.registration.domain.question import OPTION, QUESTION
from qiao.rooms.registration.domain.reading import pages_of, questions_of
from qiao.rooms.registration.models import FormPage, Option, Question, RegistrationForm


def copy_form(source: Exchange, copy: Exchange) -> None:
    form = form_of(source)
    RegistrationForm.objects.create(exchange=copy, **{name: getattr(form, name) for name in SETTINGS})
    pages = pages_of(source)
    copies = {page.pk: _copied(page, PAGE, FormPage, exchange=copy) for page in pages}
    made: dict[UUID, Question] = {}
    options: dict[str, str] = {}
    for question in questions_of(pages):
        if not question.is_archived:
            made[question.pk] = _copy_question(question, copies[question.page_id], made, options)


def _copy_question(
    question: Question, page: FormPage, made: dict[UUID, Question], options: dict[str, str]
) -> Question:
    condition = {
        "shown_if": made.get(question.shown_if_id) if question.shown_if_id else None,
        "shown_for": [options.get(value, value) for value in question.shown_for],
    }
    plain = [name for name in QUESTION if name not in condition]
    copy: Question = _copied(question, plain, Question, page=page, **condition)
    for option in question.options.all():
        if not option.is_archived:
            options[str(option.pk)] = str(_copied(option, OPTION, Option, question=copy).pk)
    return copy


def _copied(row: Any, names: Any, model: Any, **more: Any) -> Any:
    values = {name: getattr(row, name) for name in (*names, "position")}
    return model.objects.create(**values, **more)
