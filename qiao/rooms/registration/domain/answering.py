"""Answers are saved as a draft at any time; after the approval, what matters waits for the organisers."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.locking import require_open
from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.registration.domain import kinds
from qiao.rooms.registration.domain.missing import answers_of, recount_delegation
from qiao.rooms.registration.domain.putting import put
from qiao.rooms.registration.domain.reading import asked, of_scope, pages_of, questions_of
from qiao.rooms.registration.domain.registration import locked, require_answerable
from qiao.rooms.registration.domain.reviewing import ask_again, open_reviews
from qiao.rooms.registration.errors import ChangedMeanwhile, NotAsked
from qiao.rooms.registration.models import Answer, Question, Registration

Given = Mapping[UUID, Any]


@transaction.atomic
def save_answers(registration: Registration, *, actor: User, given: Given, version: int) -> Registration:
    """`given` by question; what is not named stays. `version` is that of the page which was filled in."""
    require(actor, "registration.fill", registration)
    registration = locked(registration)
    require_answerable(registration)
    return _save(registration, actor, given, version, for_organisers=False)


@transaction.atomic
def save_organisers_answers(
    registration: Registration, *, actor: User, given: Given, version: int
) -> Registration:
    """Questions that the organisers ask themselves, in any state of the delegation."""
    require(actor, "registration.answer_for_organisers", registration)
    registration = locked(registration)
    require_open(registration.delegation.exchange)
    return _save(registration, actor, given, version, for_organisers=True)


def known_answers(registration: Registration) -> dict[UUID, Any]:
    """Of the delegation and, where it is a member's, of the member: what conditions look at."""
    own = registration.delegation.registrations.filter(member=None).values_list("pk", flat=True)
    by_registration = answers_of([*own, registration.pk])
    shared = {key: value for pk in own for key, value in by_registration[pk].items()}
    return shared | by_registration[registration.pk]


def _save(
    registration: Registration, actor: User, given: Given, version: int, *, for_organisers: bool
) -> Registration:
    questions = questions_of(pages_of(registration.delegation.exchange))
    open_to_actor = of_scope(questions, registration.scope, for_organisers=for_organisers)
    values = _cleaned(open_to_actor, given)
    stored = {answer.question_id: answer for answer in registration.answers.all()}
    _require_unchanged(values, stored, version)
    called = {each.pk for each in asked(questions, known_answers(registration) | values)}
    changed = _write(
        registration, actor, [each for each in open_to_actor if each.pk in called], values, stored
    )
    if changed:
        told = {"questions": [None, [str(question.label) for question in changed]]}
        record(actor, "registration.answers.saved", registration.delegation, changes=told)
    recount_delegation(registration.delegation)
    registration.refresh_from_db(fields=["missing"])
    return registration


def _cleaned(questions: Iterable[Question], given: Given) -> dict[UUID, Any]:
    by_id = {question.pk: question for question in questions if not question.is_archived}
    if unknown := set(given) - set(by_id):
        raise NotAsked(question=min(map(str, unknown)))
    values: dict[UUID, Any] = {}
    wrong: dict[str, Any] = {}
    for pk, raw in given.items():
        try:
            values[pk] = kinds.cleaned(by_id[pk], raw)
        except ValidationError as refusal:
            wrong[by_id[pk].field_name] = refusal.messages
    if wrong:
        raise ValidationError(wrong)
    return values


def _require_unchanged(values: Given, stored: Mapping[UUID, Answer], version: int) -> None:
    """An answer that somebody else changed meanwhile is shown before it is written over."""
    later = [
        answer
        for pk, answer in stored.items()
        if answer.version > version and pk in values and answer.value != values[pk]
    ]
    if later:
        raise ChangedMeanwhile(theirs={answer.question_id: answer.value for answer in later})


def _write(
    registration: Registration,
    actor: User,
    questions: Iterable[Question],
    values: Given,
    stored: Mapping[UUID, Answer],
) -> list[Question]:
    """The questions whose answers changed, or now wait for the organisers."""
    is_approved = registration.delegation.state == DelegationState.APPROVED
    waiting = open_reviews(registration) if is_approved else {}
    changed = []
    for question in questions:
        old = stored[question.pk].value if question.pk in stored else None
        new = values.get(question.pk, old)
        if question.pk not in values or (new == old and question.pk not in waiting):
            continue
        changed.append(question)
        if is_approved and question.asks_again and not question.is_for_organisers:
            ask_again(registration, question, old=old, new=new, actor=actor)
        else:
            put(registration, question, new)
    return changed
