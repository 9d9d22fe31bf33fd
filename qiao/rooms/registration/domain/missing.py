"""What a delegation has still to answer, and the counter of it that lists filter by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qiao.rooms.exchanges.models import Delegation, Exchange
from qiao.rooms.registration.domain.reading import asked, pages_of, questions_of, unanswered
from qiao.rooms.registration.domain.registration import registrations_of
from qiao.rooms.registration.enums import Required
from qiao.rooms.registration.errors import AnswersMissing
from qiao.rooms.registration.models import Answer, Question, Registration


@dataclass(frozen=True, slots=True)
class Gap:
    registration: Registration
    question: Question


def gaps(delegation: Delegation, stage: Required, *, of_organisers: bool = False) -> list[Gap]:
    """Every required question without an answer, the delegation's own first; a constant number of queries."""
    questions = questions_of(pages_of(delegation.exchange))
    registrations = registrations_of(delegation)
    answers = answers_of(row.pk for row in registrations.values())
    shared = answers[registrations[None].pk]
    return [
        Gap(row, question)
        for row in registrations.values()
        for question in _lacking(row, questions, shared | answers[row.pk], stage)
        if of_organisers or not question.is_for_organisers
    ]


def _lacking(
    registration: Registration, questions: Iterable[Question], answers: dict[UUID, Any], stage: Required
) -> list[Question]:
    called = [question for question in asked(questions, answers) if question.scope == registration.scope]
    return unanswered(called, answers, stage)


def answers_of(registrations: Iterable[UUID]) -> dict[UUID, dict[UUID, Any]]:
    """By registration and question."""
    found: dict[UUID, dict[UUID, Any]] = defaultdict(dict)
    for answer in Answer.objects.filter(registration__in=list(registrations)):
        found[answer.registration_id][answer.question_id] = answer.value
    return found


def require_complete(delegation: Delegation, stage: Required, *, of_organisers: bool = False) -> None:
    """For the checks that the room of exchanges makes before a submission and an approval."""
    if found := gaps(delegation, stage, of_organisers=of_organisers):
        first = found[0]
        raise AnswersMissing(number=len(found), question=first.question.label, who=str(first.registration))


def before_submission(delegation: Delegation) -> None:
    require_complete(delegation, Required.SUBMISSION)


def before_approval(delegation: Delegation) -> None:
    require_complete(delegation, Required.APPROVAL, of_organisers=True)


def recount(registrations: Iterable[Registration], exchange: Exchange) -> None:
    """Writes the counter of each: what the submission still needs."""
    rows = list(registrations)
    questions = [each for each in questions_of(pages_of(exchange)) if not each.is_for_organisers]
    answers = answers_of([row.pk for row in rows])
    shared = _of_delegations(rows, answers)
    for row in rows:
        known = shared[row.delegation_id] | answers[row.pk]
        row.missing = len(_lacking(row, questions, known, Required.SUBMISSION))
    Registration.objects.bulk_update(rows, ["missing"], batch_size=500)


def recount_exchange(exchange: Exchange) -> None:
    """After the form changed."""
    rows = Registration.objects.filter(delegation__exchange=exchange)
    recount(rows.select_related("delegation"), exchange)


def recount_delegation(delegation: Delegation) -> None:
    recount(delegation.registrations.all(), delegation.exchange)


def _of_delegations(
    rows: Iterable[Registration], answers: dict[UUID, dict[UUID, Any]]
) -> dict[UUID, dict[UUID, Any]]:
    found: dict[UUID, dict[UUID, Any]] = defaultdict(dict)
    found.update({row.delegation_id: answers[row.pk] for row in rows if row.member_id is None})
    return found
