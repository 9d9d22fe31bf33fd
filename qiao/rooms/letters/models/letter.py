from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, reason_only_where, state_after, state_before
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange
from qiao.rooms.letters.enums import (
    NUMBERED,
    OVER,
    WITH_REASON,
    WITH_THE_REVIEWERS,
    LetterState,
    WipeCause,
)
from qiao.rooms.letters.sealing.fields import SealedLineField

SUBMITTED = (*WITH_THE_REVIEWERS, "sent_back", "issued", "refused", "revoked")


class LetterQuerySet(models.QuerySet["Letter"]):
    def standing(self) -> "LetterQuerySet":
        """Those that stop the same person from asking for another."""
        return self.exclude(state__in=OVER).filter(Q(wiped_at=None) | Q(state=LetterState.ISSUED))

    def own_of(self, reader: Any) -> "LetterQuerySet":
        """For the person named in it, for who asked, and for the head of the delegation."""
        return self.filter(
            Q(user=reader) | Q(member__user=reader) | Q(asked_by=reader) | Q(delegation__head=reader)
        ).distinct()

    def filed(self) -> "LetterQuerySet":
        """What the reviewers see: drafts are the asker's own."""
        return self.exclude(submitted_at=None)


class Letter(Record):
    """A letter of invitation, asked for and decided on. Number, state and digest stay when the data go."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.PROTECT, related_name="letters"
    )
    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="letters"
    )
    member = models.ForeignKey(
        DelegationMember, verbose_name=_("for"), on_delete=models.PROTECT, related_name="letters"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="letters",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("letter", "asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("letter", "reviewer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=12, choices=LetterState.choices, default=LetterState.DRAFT
    )
    stay_from = models.DateField(_("first day of the stay"), null=True, blank=True)
    stay_to = models.DateField(_("last day of the stay"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    running = models.PositiveIntegerField(_("running number"), null=True, blank=True, editable=False)
    number = models.CharField(
        pgettext_lazy("letter", "number"), max_length=30, null=True, blank=True, unique=True, editable=False
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True, editable=False)
    code_hash = models.CharField(
        _("fingerprint of the code"), max_length=64, null=True, blank=True, unique=True, editable=False
    )
    code = SealedLineField(
        pgettext_lazy("letter", "code"), max_length=40, null=True, blank=True, editable=False
    )
    digest = models.CharField(_("digest of the document"), max_length=64, blank=True, editable=False)
    wiped_at = models.DateTimeField(_("data wiped at"), null=True, blank=True, editable=False)
    wiped_because = models.CharField(
        _("data wiped because"), max_length=10, choices=WipeCause.choices, blank=True, editable=False
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of invitation")
        verbose_name_plural = _("letters of invitation")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=~Q(state__in=OVER) & (Q(wiped_at=None) | Q(state=LetterState.ISSUED)),
                name="letters_one_at_a_time",
            ),
            models.UniqueConstraint(fields=["exchange", "year", "running"], name="letters_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=NUMBERED, number__isnull=False, running__gte=1, issued_at__isnull=False)
                | ~Q(state__in=NUMBERED) & Q(number=None, running=None, issued_at=None),
                name="letters_issued_with_a_number",
            ),
            models.CheckConstraint(
                condition=Q(stay_from=None, stay_to=None) | Q(stay_to__gte=F("stay_from")),
                name="letters_stay_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SUBMITTED) | Q(submitted_at__isnull=False),
                name="letters_submitted_says_when",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at=None, wiped_because="")
                | (
                    Q(wiped_at__isnull=False, stay_from=None, stay_to=None, code__isnull=True)
                    & ~Q(wiped_because="")
                ),
                name="letters_wiped_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["exchange", "state", "submitted_at", "id"], name="letters_queue"),
            models.Index(fields=["exchange", "wiped_at", "stay_to"], name="letters_to_wipe"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self._meta.verbose_name} – {self.exchange}"

    @property
    def status(self) -> LetterState:
        return LetterState(self.state)

    @property
    def is_with_the_asker(self) -> bool:
        return self.status.is_with_the_asker

    @property
    def is_wiped(self) -> bool:
        return self.wiped_at is not None

    @property
    def awaits_paper(self) -> bool:
        return self.state == LetterState.ISSUED and not self.digest and not self.is_wiped

    @property
    def may_be_followed(self) -> bool:
        """Whether another letter may be asked for after this one: the counterpart of `standing`."""
        return self.state in OVER or (self.is_wiped and self.state != LetterState.ISSUED)


class LetterStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "letter"
    NOUN = "letters.letter"

    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="steps"
    )
    from_state = state_before(LetterState, 12)
    to_state = state_after(LetterState, 12)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of a letter")
        verbose_name_plural = _("steps of letters")
        constraints = [reason_only_where(Q(to_state__in=WITH_REASON), "letters_step_with_reason")]
