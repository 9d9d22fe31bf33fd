"""Questions on sessions: asked, looked at, wanted by others, answered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.exchanges.domain.locking import locked_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import QUESTIONS_OPEN, QuestionState
from qiao.rooms.programme.models import ProgrammeItem, Question, QuestionPolicy, QuestionVote
from qiao.rooms.programme.question_errors import (
    NameNeeded,
    NotADuplicate,
    QuestionClosed,
    QuestionsClosed,
    TooManyQuestions,
)

HOUR = dt.timedelta(hours=1)
MOST_OF_ONE = 20  # an hour
MOST_ANONYMOUS = 60  # an hour, on one session: nobody without an account is told from another


def policy_of(exchange: Exchange) -> QuestionPolicy:
    known = QuestionPolicy.objects.filter(exchange=exchange).first()
    return known or QuestionPolicy(exchange=exchange)


@transaction.atomic
def change_policy(exchange: Exchange, *, actor: User, values: Mapping[str, bool]) -> QuestionPolicy:
    require(actor, "programme.moderate_questions", exchange)
    exchange = locked_exchange(exchange.pk)
    policy, _made = QuestionPolicy.objects.get_or_create(exchange=exchange)
    if changes := apply(policy, values):
        record(actor, "programme.question_policy.changed", exchange, changes=changes)
    return policy


@transaction.atomic
def ask_question(
    item: ProgrammeItem, *, actor: Any, text_zh: str = "", text_en: str = "", is_anonymous: bool = False
) -> Question:
    """`actor` may be nobody where the organisers allow it."""
    require(actor, "programme.ask_question", item)
    policy = policy_of(item.exchange)
    asker = actor if getattr(actor, "is_authenticated", False) else None
    _check_asking(item, policy, asker, is_anonymous)
    is_awaited = policy.is_moderated and not may(actor, "programme.run_session", item)
    question = Question(
        item=item,
        text_zh=text_zh,
        text_en=text_en,
        asker=asker,
        is_anonymous=is_anonymous or asker is None,
        state=QuestionState.ASKED if is_awaited else QuestionState.SHOWN,
    )
    question.full_clean()
    question.save(force_insert=True)
    record(None if question.is_anonymous else asker, "programme.question.asked", question)
    return question


def _check_asking(
    item: ProgrammeItem, policy: QuestionPolicy, asker: User | None, is_anonymous: bool
) -> None:
    if not policy.is_open:
        raise QuestionsClosed
    if (asker is None or is_anonymous) and not policy.allows_anonymous:
        raise NameNeeded
    lately = Question.objects.filter(created_at__gt=timezone.now() - HOUR, asker=asker)
    asked = lately.filter(item=item).count() if asker is None else lately.count()
    if asked >= (MOST_ANONYMOUS if asker is None else MOST_OF_ONE):
        raise TooManyQuestions


@transaction.atomic
def vote(question: Question, *, actor: User, is_wanted: bool = True) -> Question:
    """A second vote of the same account changes nothing; it can be taken back."""
    question = _locked(question)
    require(actor, "programme.vote", question)
    if is_wanted:
        _vote, changed = QuestionVote.objects.get_or_create(question=question, user=actor)
    else:
        changed = bool(QuestionVote.objects.filter(question=question, user=actor).delete()[0])
    if changed:
        Question.objects.filter(pk=question.pk).update(votes=F("votes") + (1 if is_wanted else -1))
        action = "programme.question.wanted" if is_wanted else "programme.question.unwanted"
        record(actor, action, question)
        question.refresh_from_db(fields=["votes"])
    return question


@transaction.atomic
def show_question(question: Question, *, actor: User) -> Question:
    return _moderate(question, actor, QuestionState.SHOWN, "shown")


@transaction.atomic
def hide_question(question: Question, *, actor: User) -> Question:
    return _moderate(question, actor, QuestionState.HIDDEN, "hidden")


def _moderate(question: Question, actor: User, state: QuestionState, verb: str) -> Question:
    question = _open(question)
    require(actor, "programme.moderate_questions", question.item.exchange)
    if state == QuestionState.SHOWN and question.answered_at:
        state = QuestionState.ANSWERED  # what was answered and hidden comes back with its answer
    _change(question, actor, verb, state=state)
    return question


@transaction.atomic
def translate_question(question: Question, *, actor: User, text_zh: str, text_en: str) -> Question:
    """The other language is filled in by who answers."""
    question = _open(question)
    require(actor, "programme.answer_question", question)
    _change(question, actor, "translated", text_zh=text_zh, text_en=text_en)
    return question


@transaction.atomic
def answer_question(
    question: Question, *, actor: User, answer_zh: str = "", answer_en: str = "", was_live: bool = False
) -> Question:
    question = _open(question)
    require(actor, "programme.answer_question", question)
    values = {"answer_zh": answer_zh, "answer_en": answer_en, "was_answered_live": was_live}
    values |= {"answered_by": actor, "answered_at": question.answered_at or timezone.now()}
    is_hidden = question.state == QuestionState.HIDDEN  # only who moderates brings it back
    state = QuestionState.HIDDEN if is_hidden else QuestionState.ANSWERED
    _change(question, actor, "answered", state=state, **values)
    return question


@transaction.atomic
def withdraw_question(question: Question, *, actor: User) -> Question:
    question = _open(question)
    require(actor, "programme.withdraw_question", question)
    _change(question, actor, "withdrawn", state=QuestionState.WITHDRAWN)
    return question


@transaction.atomic
def merge_question(question: Question, *, actor: User, into: Question) -> Question:
    """The votes are joined, each account counted once; what was merged into this one goes along."""
    require(actor, "programme.moderate_questions", question.item.exchange)
    locked_exchange(question.item.exchange_id)
    question, into = _open(question), _locked(into)
    if into.pk == question.pk or into.exchange_id != question.exchange_id or into.state not in QUESTIONS_OPEN:
        raise NotADuplicate
    voters = QuestionVote.objects.filter(question=question).exclude(user__in=into.ballots.values("user"))
    voters.update(question=into)
    Question.objects.filter(pk=into.pk).update(votes=into.ballots.count())
    question.duplicates.update(merged_into=into)
    _change(question, actor, "merged", state=QuestionState.MERGED, merged_into=into)
    into.refresh_from_db()
    return into


def _locked(question: Question) -> Question:
    rows = Question.objects.select_related("item__exchange", "item__host").select_for_update(of=("self",))
    return rows.get(pk=question.pk)


def _open(question: Question) -> Question:
    question = _locked(question)
    if question.state not in QUESTIONS_OPEN:
        raise QuestionClosed
    return question


def _change(question: Question, actor: User, verb: str, **values: Any) -> None:
    if changes := apply(question, values):
        record(_teller(question, actor), f"programme.question.{verb}", question, changes=changes)


def _teller(question: Question, actor: User) -> User | None:
    """Who asked without a name stays without one in the log as well."""
    return None if question.is_anonymous and question.asker_id == actor.pk else actor
