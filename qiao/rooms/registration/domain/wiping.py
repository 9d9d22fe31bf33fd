"""What was to be kept some days after an exchange is wiped, and that it was is recorded."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.form import form_of
from qiao.rooms.registration.enums import Wiped
from qiao.rooms.registration.models import Answer, Need, Question, Review, Stay, TravelLeg, Wiping


def wipe_due() -> int:
    """All exchanges whose last day is over, each in a transaction of its own. May run twice."""
    over = Exchange.objects.filter(ends_on__lt=timezone.now().date())
    return sum(wipe(exchange) for exchange in over.order_by("pk"))


@transaction.atomic
def wipe(exchange: Exchange) -> int:
    exchange = locked_exchange(exchange.pk)
    age = days_over(exchange)
    return _wipe_answers(exchange, age) + _wipe_the_rest(exchange, age)


def days_over(exchange: Exchange) -> int:
    """Whole days since the last one, by the calendar of the place."""
    today: dt.date = timezone.now().astimezone(exchange.zone).date()
    return (today - exchange.ends_on).days


def _wipe_answers(exchange: Exchange, age: int) -> int:
    due = Question.objects.filter(page__exchange=exchange, keep_days__lt=age)
    return sum(_wipe_question(exchange, question) for question in due)


def _wipe_question(exchange: Exchange, question: Question) -> int:
    """What was proposed and decided about the answer goes with it."""
    number, _by_model = Answer.objects.filter(question=question).delete()
    changes, _by_model = Review.objects.filter(question=question).delete()
    return _noted(exchange, Wiped.ANSWERS, number + changes, question=question)


def _wipe_the_rest(exchange: Exchange, age: int) -> int:
    form = form_of(exchange)
    of_exchange = {"registration__delegation__exchange": exchange}
    number = 0
    if age > form.needs_days:
        number += _wipe_rows(exchange, Wiped.NEEDS, Need.objects.filter(**of_exchange))
    if age > form.travel_days:
        number += _wipe_rows(exchange, Wiped.TRAVEL, TravelLeg.objects.filter(**of_exchange))
        number += _wipe_rows(exchange, Wiped.BEDS, Stay.objects.filter(**of_exchange))
    return number


def _wipe_rows(exchange: Exchange, what: Wiped, rows: QuerySet[Any]) -> int:
    number, _by_model = rows.delete()
    return _noted(exchange, what, number)


def _noted(exchange: Exchange, what: Wiped, number: int, question: Question | None = None) -> int:
    if number:
        Wiping.objects.create(exchange=exchange, what=what, question=question, number=number)
    return number
