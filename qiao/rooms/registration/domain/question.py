"""A question changes only where the answers that are there keep their meaning."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.domain.conditions import require_condition, require_order
from qiao.rooms.registration.domain.form import last_place
from qiao.rooms.registration.domain.missing import recount_exchange
from qiao.rooms.registration.errors import KindFixed, QuestionAnswered, QuestionNeeded
from qiao.rooms.registration.models import Answer, FormPage, Option, Question

FIXED = ("kind", "scope", "is_for_organisers")  # once there are answers
QUESTION = (
    *FIXED,
    *("label_zh", "label_en", "help_zh", "help_en", "required", "asks_again", "keep_days"),
    *("shown_if", "shown_for"),
)
OPTION = ("label_zh", "label_en")


@transaction.atomic
def add_question(page: FormPage, *, actor: User, values: Mapping[str, Any]) -> Question:
    exchange = _locked(page.exchange, actor)
    question = Question(page=page, position=last_place(page.questions) + 1, **_question(values))
    require_condition(question)
    question.full_clean()
    question.save(force_insert=True)
    require_order(exchange)
    recount_exchange(exchange)
    record(actor, "registration.question.added", exchange, changes=described(question))
    return question


@transaction.atomic
def change_question(question: Question, *, actor: User, values: Mapping[str, Any]) -> Question:
    exchange = _locked(question.page.exchange, actor)
    question = Question.objects.select_related("page", "shown_if").get(pk=question.pk)
    wanted = _question(values)
    _require_meaning(question, wanted)
    changes = apply(question, wanted)
    require_condition(question)
    question.save(update_fields=["shown_for"])
    for dependent in question.dependents.select_related("shown_if"):
        require_condition(dependent)
    require_order(exchange)
    if changes:
        recount_exchange(exchange)
        record(actor, "registration.question.changed", exchange, changes=changes)
    return question


@transaction.atomic
def archive_question(question: Question, *, actor: User, is_archived: bool = True) -> Question:
    """Not asked any more, or again; the answers stay as long as they were to be kept."""
    exchange = _locked(question.page.exchange, actor)
    if is_archived:
        _require_no_dependent(question)
    question.is_archived = is_archived
    question.save(update_fields=["is_archived", "updated_at"])
    recount_exchange(exchange)
    verb = "archived" if is_archived else "restored"
    record(
        actor, f"registration.question.{verb}", exchange, changes={"label": [str(question), str(question)]}
    )
    return question


@transaction.atomic
def remove_question(question: Question, *, actor: User) -> None:
    exchange = _locked(question.page.exchange, actor)
    _require_no_dependent(question)
    if is_answered(question) or question.reviews.exists():
        raise QuestionAnswered
    record(actor, "registration.question.removed", exchange, changes={"label": [str(question), None]})
    question.answers.all().delete()
    question.delete()
    recount_exchange(exchange)


@transaction.atomic
def add_option(question: Question, *, actor: User, values: Mapping[str, Any]) -> Option:
    exchange = _locked(question.page.exchange, actor)
    option = Option(question=question, position=last_place(question.options) + 1, **_option(values))
    option.full_clean()
    option.save(force_insert=True)
    record(actor, "registration.question.changed", exchange, changes={"options": [None, str(option)]})
    return option


@transaction.atomic
def change_option(option: Option, *, actor: User, values: Mapping[str, Any]) -> Option:
    exchange = _locked(option.question.page.exchange, actor)
    option = Option.objects.select_for_update().get(pk=option.pk)
    if apply(option, _option(values)):
        record(actor, "registration.question.changed", exchange, changes={"options": None})
    return option


@transaction.atomic
def remove_option(option: Option, *, actor: User) -> bool:
    """True when it is gone; one that was chosen, or that a condition names, is archived: not offered anew."""
    question = option.question
    exchange = _locked(question.page.exchange, actor)
    is_used = _is_used(option)
    if is_used:
        option.is_archived = True
        option.save(update_fields=["is_archived", "updated_at"])
    else:
        option.delete()
    record(actor, "registration.question.changed", exchange, changes={"options": [str(option), None]})
    return not is_used


@transaction.atomic
def restore_option(option: Option, *, actor: User) -> Option:
    exchange = _locked(option.question.page.exchange, actor)
    option.is_archived = False
    option.save(update_fields=["is_archived", "updated_at"])
    record(actor, "registration.question.changed", exchange, changes={"options": [None, str(option)]})
    return option


def is_answered(question: Question) -> bool:
    return Answer.objects.filter(question=question).exclude(value=None).exists()


def _is_used(option: Option) -> bool:
    """Few rows name an option: the answers to one question."""
    key = str(option.pk)
    if any(key in (dependent.shown_for or []) for dependent in option.question.dependents.all()):
        return True
    answers = option.question.answers.exclude(value=None).values_list("value", flat=True)
    waiting = option.question.reviews.values_list("old", "new")
    pairs = [value for pair in waiting for value in pair]
    return any(key in value for value in [*answers, *pairs] if isinstance(value, list))


def _require_meaning(question: Question, wanted: Mapping[str, Any]) -> None:
    changed = [name for name in FIXED if name in wanted and wanted[name] != getattr(question, name)]
    if changed and is_answered(question):
        raise KindFixed


def _require_no_dependent(question: Question) -> None:
    if (dependent := question.dependents.filter(is_archived=False).first()) is not None:
        raise QuestionNeeded(question=dependent.label)


def _locked(exchange: Exchange, actor: User) -> Exchange:
    require(actor, "registration.change_form", exchange)
    return locked_exchange(exchange.pk)


def _question(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in QUESTION if name in values}


def _option(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in OPTION if name in values}
