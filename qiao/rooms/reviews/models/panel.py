from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.enums import ConflictVerdict


class ReviewerQuerySet(models.QuerySet["Reviewer"]):
    def active(self) -> "ReviewerQuerySet":
        return self.filter(left_at=None).exclude(user=None)


class Reviewer(Record):
    """A person on the panel of an opportunity. Who leaves keeps the row, for what they have submitted."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="reviewers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="panels",
    )
    left_at = models.DateTimeField(_("left at"), null=True, blank=True, editable=False)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["opportunity", "id"]
        constraints = [models.UniqueConstraint(fields=["opportunity", "user"], name="reviews_reviewer_once")]
        indexes = [models.Index(fields=["user", "left_at"], name="reviews_panels_of_user")]

    def __str__(self) -> str:
        return str(self.user) if self.user else str(self._meta.verbose_name)

    @property
    def is_active(self) -> bool:
        return self.left_at is None and self.user_id is not None


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of_reader(self, reader: Any) -> "AssignmentQuerySet":
        return self.filter(reviewer__user=reader, reviewer__left_at=None)

    def owed(self) -> "AssignmentQuerySet":
        """Without a submitted assessment."""
        return self.exclude(assessment__submitted_at__isnull=False)

    def cleared(self) -> "AssignmentQuerySet":
        """Whose reviewer has said that there is no conflict of interest."""
        said = ConflictDeclaration.objects.standing().filter(verdict=ConflictVerdict.NONE)
        return self.filter(
            Exists(said.filter(application=OuterRef("application"), reviewer=OuterRef("reviewer")))
        )


class AssignmentManager(models.Manager["Assignment"]):
    """Without what a conflict of interest has taken away."""

    def get_queryset(self) -> AssignmentQuerySet:
        return AssignmentQuerySet(self.model, using=self._db).filter(suspended_at=None)


class Assignment(Record):
    """An application given to a reviewer. A conflict of interest takes it away; its draft is kept unseen, and
    is there again should the conflict be lifted."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="assignments"
    )
    reviewer = models.ForeignKey(
        Reviewer, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="assignments"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    suspended_at = models.DateTimeField(_("taken away at"), null=True, blank=True, editable=False)

    objects = AssignmentManager.from_queryset(AssignmentQuerySet)()
    everything = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="reviews_assigned_once")
        ]
        indexes = [
            models.Index(fields=["reviewer", "id"], name="reviews_of_reviewer"),
            models.Index(fields=["reminded_at", "due_at"], name="reviews_to_remind"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ConflictDeclarationQuerySet(models.QuerySet["ConflictDeclaration"]):
    def standing(self) -> "ConflictDeclarationQuerySet":
        return self.filter(ended_at=None)

    def conflicts(self) -> "ConflictDeclarationQuerySet":
        """Those that bar their reviewer now."""
        return self.standing().filter(verdict=ConflictVerdict.CONFLICT)


class ConflictDeclaration(Record):
    """What a reviewer says before the first look at an application. A later one ends it, and so does whoever
    lifts a mistaken conflict; the row stays."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="declarations"
    )
    reviewer = models.ForeignKey(
        Reviewer, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="declarations"
    )
    verdict = models.CharField(_("declaration"), max_length=10, choices=ConflictVerdict.choices)
    reason = BodyField(_("reason"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = ConflictDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], condition=Q(ended_at=None), name="reviews_declared_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="none") | ~Q(reason=""), name="reviews_conflict_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @property
    def is_conflict(self) -> bool:
        return self.verdict == ConflictVerdict.CONFLICT

    @property
    def bars(self) -> bool:
        return self.is_conflict and self.ended_at is None

    @property
    def opportunity(self) -> Opportunity:
        return self.application.opportunity
