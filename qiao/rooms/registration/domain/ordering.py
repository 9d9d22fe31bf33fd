"""Pages, questions and options are moved a place up or down; what depends on another stays behind it."""

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.conditions import require_order
from qiao.rooms.registration.domain.form import moved, number
from qiao.rooms.registration.models import FormPage, Option, Question

UP, DOWN = -1, 1


@transaction.atomic
def move_page(page: FormPage, *, actor: User, step: int) -> None:
    exchange = _locked(page.exchange, actor)
    number(moved(list(exchange.form_pages.all()), page, step))
    require_order(exchange)
    record(actor, "registration.page.moved", exchange, changes={"title": [str(page), str(page)]})


@transaction.atomic
def move_question(question: Question, *, actor: User, step: int) -> None:
    """From the end of a page it goes on to the next one."""
    exchange = _locked(question.page.exchange, actor)
    page = FormPage.objects.get(pk=question.page_id)
    rows = list(page.questions.all())
    at_end = rows[0 if step == UP else -1].pk == question.pk
    beside = _beside(exchange, page, step) if at_end else None
    if beside is None:
        number(moved(rows, question, step))
    else:
        _move_to(question, beside, step)
    require_order(exchange)
    record(actor, "registration.question.moved", exchange, changes={"label": [str(question), str(question)]})


@transaction.atomic
def move_option(option: Option, *, actor: User, step: int) -> None:
    exchange = _locked(option.question.page.exchange, actor)
    number(moved(list(option.question.options.all()), option, step))
    record(actor, "registration.question.changed", exchange, changes={"options": None})


def _locked(exchange: Exchange, actor: User) -> Exchange:
    require(actor, "registration.change_form", exchange)
    return locked_exchange(exchange.pk)


def _beside(exchange: Exchange, page: FormPage, step: int) -> FormPage | None:
    pages = list(exchange.form_pages.all())
    place = next(place for place, each in enumerate(pages) if each.pk == page.pk) + step
    return pages[place] if 0 <= place < len(pages) else None


def _move_to(question: Question, page: FormPage, step: int) -> None:
    rows = list(page.questions.all())
    Question.objects.filter(pk=question.pk).update(page=page)
    question.page = page
    number([*rows, question] if step == UP else [question, *rows])
