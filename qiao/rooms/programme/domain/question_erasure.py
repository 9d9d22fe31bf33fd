"""Where questions hold something about a person, and how it goes: what was asked and answered stays, without
a name."""

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from qiao.kit.classification import DataSubject
from qiao.rooms.programme.models import Question, QuestionVote


def find_questions(subject: DataSubject) -> QuerySet[Question]:
    if not subject.user_id:
        return Question.objects.none()
    return Question.objects.filter(Q(asker=subject.user_id) | Q(answered_by=subject.user_id))


def find_votes(subject: DataSubject) -> QuerySet[QuestionVote]:
    return (
        QuestionVote.objects.filter(user=subject.user_id) if subject.user_id else QuestionVote.objects.none()
    )


@transaction.atomic
def forget_askers(questions: QuerySet[Question]) -> int:
    asked = {"asker": None, "is_anonymous": True, "answered_by": None}
    return questions.update(**asked)


@transaction.atomic
def remove_votes(votes: QuerySet[QuestionVote]) -> int:
    voted = list(votes.values_list("question", flat=True))
    removed = votes.delete()[0]
    _recount(Question.objects.filter(pk__in=voted))
    return removed


def _recount(questions: QuerySet[Question]) -> None:
    left = QuestionVote.objects.filter(question=OuterRef("pk")).order_by().values("question")
    questions.update(votes=Coalesce(Subquery(left.annotate(number=Count("pk")).values("number")), 0))
