import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, state_after, state_before
from qiao.rooms.applications.enums import NAMED, OVER, ApplicationState, ClosingReason
from qiao.rooms.opportunities.models import Intake, Opportunity, Stage
from qiao.rooms.profiles.models import Profile


class ApplicationQuerySet(models.QuerySet["Application"]):
    def filed(self) -> "ApplicationQuerySet":
        """What hosts see: drafts are the applicant's own."""
        return self.exclude(submitted_at=None)

    def standing(self) -> "ApplicationQuerySet":
        return self.exclude(state__in=OVER)

    def of_applicant(self, actor: Any) -> "ApplicationQuerySet":
        return self.filter(profile__user=actor)


class Application(Record):
    """One person's application to one intake of an opportunity."""

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("talent", "profile"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.PROTECT, related_name="applications"
    )
    intake = models.ForeignKey(
        Intake, verbose_name=_("intake"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    stage = models.ForeignKey(
        Stage,
        verbose_name=pgettext_lazy("selection", "stage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    statement = BodyField(_("statement"), max_length=8000, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    completed_at = models.DateTimeField(_("complete since"), null=True, blank=True, editable=False)
    closing_reason = models.CharField(
        _("closed because"), max_length=20, choices=ClosingReason.choices, blank=True
    )

    # Counted in the places taken of the intake: written by `domain.place` alone.
    holds_place = models.BooleanField(_("holds a place"), default=False, editable=False)
    reminded_at = models.DateTimeField(_("draft reminder sent at"), null=True, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "intake"], name="applications_one_per_intake"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn", "closed")) | Q(submitted_at__isnull=False),
                name="applications_submitted_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(closing_reason="")
                | ~Q(state="closed") & Q(closing_reason=""),
                name="applications_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(holds_place=False) | Q(state="accepted"),
                name="applications_place_of_the_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["intake", "state", "id"], name="applications_of_intake"),
            models.Index(fields=["opportunity", "state", "-submitted_at", "id"], name="applications_queue"),
            models.Index(fields=["profile", "-id"], name="applications_of_profile"),
        ]

    def __str__(self) -> str:
        return f"{self.profile} – {self.opportunity}"

    @property
    def status(self) -> ApplicationState:
        return ApplicationState(self.state)

    @property
    def is_nameless(self) -> bool:
        """Whether hosts and reviewers are not to learn the name yet."""
        return bool(self.opportunity.is_blind and self.state not in NAMED)

    @property
    def mark(self) -> str:
        """What an application is called where the name is hidden."""
        return gettext("Applicant %(mark)s") % {"mark": self.pk.hex[-6:].upper()}

    @property
    def title(self) -> str:
        """The name as hosts and reviewers may read it now."""
        return self.mark if self.is_nameless else str(self.profile.name) or self.mark

    @property
    def letters_until(self) -> dt.datetime:
        return self.intake.letters_until or self.intake.closes_at


class ApplicationStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "application"
    NOUN = "applications.application"

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="steps"
    )
    from_state = state_before(ApplicationState, 12)
    to_state = state_after(ApplicationState, 12)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
