"""Questions as pages and files list them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Boolean, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.enums import Visibility
from qiao.rooms.programme.enums import QUESTIONS_SEEN, QuestionState
from qiao.rooms.programme.models import ProgrammeItem, Question, QuestionVote

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Heard:
    question: Question
    asker: str
    is_wanted: bool
    is_own: bool


def questions_of(item: ProgrammeItem, reader: Any) -> list[Heard]:
    """What everybody sees, the most wanted first, and the reader's own that wait."""
    found = item.questions.select_related("asker__person")
    if not getattr(reader, "is_authenticated", False):
        return [Heard(row, public_name(row), False, False) for row in found.seen()[:SHOWN]]
    own = Q(asker=reader.pk, state=QuestionState.ASKED)
    ballots = QuestionVote.objects.filter(question=OuterRef("pk"), user=reader.pk)
    rows: Any = found.filter(Q(state__in=QUESTIONS_SEEN) | own).annotate(is_wanted=Exists(ballots))
    return [
        Heard(row, public_name(row), row.is_wanted, row.asker_id == reader.pk)
        for row in rows.order_by("-votes", "id")[:SHOWN]
    ]


def public_name(question: Question) -> str:
    """Of whoever asked under a name and has a public page; nobody else is named to everybody."""
    person = None if question.is_anonymous else _person(question)
    return str(person.name) if person and person.visibility == Visibility.PUBLIC else ""


def asker_of(question: Question) -> str:
    """For the organisers: who asked under a name."""
    if question.is_anonymous or question.asker is None:
        return ""
    person = _person(question)
    return str(person.name) if person else question.asker.email


def _person(question: Question) -> Any:
    return getattr(question.asker, "person", None)


def question_url(question: Any) -> str:
    return reverse("programme:question", args=[question.pk])


class QuestionList(Listing[Question]):
    search_label = _("Words of the question or the answer")
    file_name = "questions"
    filters: ClassVar[Any] = (
        MultiChoice(name="state", label=pgettext_lazy("question", "State"), choices=QuestionState.choices),
        Boolean(name="was_answered_live", label=_("Answered live")),
    )
    sorts = (
        Sort("newest", _("Newest first"), ("-id",)),
        Sort("votes", _("Most wanted"), ("-votes", "id")),
    )
    columns = (
        Column("text", _("Question"), lambda row: str(row.text), link=question_url, exported=False),
        Column("text_zh", _("Question (Chinese)"), shown=False),
        Column("text_en", _("Question (English)"), shown=False),
        Column("session", _("Session"), lambda row: str(row.item.title)),
        Column("asker", pgettext_lazy("question", "Asked by"), asker_of),
        Column("state", pgettext_lazy("question", "State"), "get_state_display"),
        Column("votes", _("Votes"), sort="votes", numeric=True),
        Column("asked_at", pgettext_lazy("question", "Asked"), lambda row: row.created_at, shown=False),
        Column("answer_zh", _("Answer (Chinese)"), shown=False),
        Column("answer_en", _("Answer (English)"), shown=False),
        Column("was_answered_live", _("Answered live"), shown=False),
        Column("answered_at", _("Answered at"), shown=False),
    )

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        words = Q(text_zh__icontains=text) | Q(text_en__icontains=text)
        return queryset.filter(words | Q(answer_zh__icontains=text) | Q(answer_en__icontains=text))
