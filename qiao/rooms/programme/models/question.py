from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import QUESTIONS_OPEN, QUESTIONS_SEEN, QuestionState
from qiao.rooms.programme.models.item import ProgrammeItem


class QuestionPolicy(Record):
    """How questions are taken at an exchange; without a row: open, signed in, looked at first."""

    exchange = models.OneToOneField(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="question_policy"
    )
    is_open = models.BooleanField(_("questions can be asked"), default=True)
    allows_anonymous = models.BooleanField(_("also without a name and without signing in"), default=False)
    is_moderated = models.BooleanField(_("shown only once an organiser has looked at them"), default=True)

    class Meta:
        verbose_name = _("rules for questions")
        verbose_name_plural = _("rules for questions")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.exchange}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def seen(self) -> "QuestionQuerySet":
        """What everybody sees, the most wanted first."""
        return self.filter(state__in=QUESTIONS_SEEN).order_by("-votes", "id")


class Question(Record):
    """Asked on a session in one language; the other one and the answer are added by who runs it."""

    item = models.ForeignKey(
        ProgrammeItem, verbose_name=_("session"), on_delete=models.CASCADE, related_name="questions"
    )
    text_zh, text_en = bilingual(_("question"), max_length=1000, multiline=True)
    text = Bilingual("text")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("question", "asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    is_anonymous = models.BooleanField(_("without a name"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.ASKED
    )
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    answer_zh, answer_en = bilingual(_("answer"), max_length=5000, multiline=True)
    answer = Bilingual("answer")
    was_answered_live = models.BooleanField(_("answered live"), default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-votes", "id"]
        constraints = [
            in_one_language("text", of="programme_question"),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED)
                | Q(answered_at__isnull=False)
                & (Q(was_answered_live=True) | ~Q(answer_zh="") | ~Q(answer_en="")),
                name="programme_question_answered_says_what",
                violation_error_message=_("Write the answer, or say that it was given live."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=QuestionState.MERGED),
                name="programme_question_merged_says_so",
            ),
        ]
        indexes = [models.Index(fields=["item", "state", "-votes", "id"], name="programme_question_wanted")]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_seen(self) -> bool:
        return self.state in QUESTIONS_SEEN

    @property
    def is_waiting(self) -> bool:
        return self.state == QuestionState.ASKED

    @property
    def exchange_id(self) -> UUID:
        return self.item.exchange_id

    def others(self) -> "QuestionQuerySet":
        """What it can be merged into: the open questions of the same exchange, those of its session first."""
        there = Question.objects.filter(item__exchange=self.exchange_id, state__in=QUESTIONS_OPEN)
        is_here = models.Case(models.When(item=self.item_id, then=0), default=1)
        return there.exclude(pk=self.pk).order_by(is_here, "-votes", "id")


class QuestionVote(Record):
    """One account wants this answered; one vote each."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="ballots"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("vote for a question")
        verbose_name_plural = _("votes for questions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="programme_one_vote_each"),
        ]

    def __str__(self) -> str:
        return str(self.question)
