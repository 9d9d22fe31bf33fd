from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.registration.enums import ReviewState, Scope, Wiped
from qiao.rooms.registration.models.form import Question


class Registration(Record):
    """What a delegation tells, or one of its members. The versions count the changes of each part, so that
    the second of two writers is told of the first; `missing` is kept by `domain.missing` for the list."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.CASCADE, related_name="registrations"
    )
    member = models.OneToOneField(
        DelegationMember,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="registration",
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    needs_version = models.PositiveIntegerField(_("version of the needs"), default=0, editable=False)
    travel_version = models.PositiveIntegerField(_("version of the travel"), default=0, editable=False)
    stay_version = models.PositiveIntegerField(_("version of the nights"), default=0, editable=False)
    missing = models.PositiveSmallIntegerField(_("answers missing"), default=0, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation"], condition=Q(member=None), name="registration_once_for_a_delegation"
            )
        ]

    def __str__(self) -> str:
        return str(self.member or self.delegation)

    @property
    def scope(self) -> Scope:
        return Scope.PERSON if self.member_id else Scope.DELEGATION

    @property
    def exchange_id(self) -> Any:
        return self.delegation.exchange_id


class Answer(Record):
    """`value` is a text, true or false, or a list of ids of options; `version` that of the registration when
    it last changed. An answer that was emptied keeps its row, and so its version."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        Question,
        verbose_name=pgettext_lazy("registration form", "question"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    value: "models.JSONField[Any]" = models.JSONField(
        pgettext_lazy("registration form", "answer"), null=True, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("registration form", "answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="registration_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.question}"


class Review(Record):
    """A change after the approval. The old answer stands until the new one is accepted."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="reviews"
    )
    question = models.ForeignKey(
        Question,
        verbose_name=pgettext_lazy("registration form", "question"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    old: "models.JSONField[Any]" = models.JSONField(_("answer before"), null=True, blank=True)
    new: "models.JSONField[Any]" = models.JSONField(_("new answer"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN)
    reason = BodyField(_("reason"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change to be reviewed")
        verbose_name_plural = _("changes to be reviewed")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"],
                condition=Q(state=ReviewState.OPEN),
                name="registration_review_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SENT_BACK) | ~Q(reason=""),
                name="registration_review_with_reason",
                violation_error_message=_("Say why: the head of delegation reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.question}"


class Wiping(Record):
    """That something was wiped, how many rows, and when (`created_at`). It says nothing about anybody."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="wipings"
    )
    what = models.CharField(_("what was wiped"), max_length=10, choices=Wiped.choices)
    question = models.ForeignKey(
        Question,
        verbose_name=pgettext_lazy("registration form", "question"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    number = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("record of a wiping")
        verbose_name_plural = _("records of wipings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.get_what_display()}"
