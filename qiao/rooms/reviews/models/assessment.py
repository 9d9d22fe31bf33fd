from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.reviews.enums import AssessmentState, Recommendation
from qiao.rooms.reviews.models.panel import Assignment
from qiao.rooms.reviews.models.rubric import Criterion


class Assessment(Record):
    """What one reviewer thinks of one application. `total` is in hundredths of what could be had."""

    assignment = models.OneToOneField(
        Assignment, verbose_name=_("assignment"), on_delete=models.CASCADE, related_name="assessment"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    recommendation = models.CharField(
        pgettext_lazy("assessment", "recommendation"),
        max_length=10,
        choices=Recommendation.choices,
        blank=True,
    )
    comment = BodyField(_("comment to the host"), max_length=4000, blank=True)
    private_note = BodyField(_("note for yourself"), max_length=4000, blank=True)
    total = models.FloatField(pgettext_lazy("assessment", "total"), null=True, blank=True, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", version=0, total=None, submitted_at=None)
                | Q(state="submitted", version__gte=1, total__gte=0, total__lte=100)
                & Q(submitted_at__isnull=False)
                & ~Q(recommendation=""),
                name="reviews_submitted_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_submitted(self) -> bool:
        return self.state == AssessmentState.SUBMITTED


class Score(Record):
    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="scores"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterion"), on_delete=models.PROTECT, related_name="scores"
    )
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        verbose_name = pgettext_lazy("review", "score")
        verbose_name_plural = pgettext_lazy("review", "scores")
        ordering = ["criterion__number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="reviews_scored_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class AssessmentVersion(Record):
    """An assessment as it was submitted; a change afterwards is another version."""

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    # Points by the id of the criterion.
    points: models.JSONField[dict[str, int]] = models.JSONField(_("points"), default=dict)
    total = models.FloatField(pgettext_lazy("assessment", "total"))
    recommendation = models.CharField(
        pgettext_lazy("assessment", "recommendation"), max_length=10, choices=Recommendation.choices
    )
    comment = BodyField(_("comment to the host"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("version of an assessment")
        verbose_name_plural = _("versions of assessments")
        ordering = ["assessment", "number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="reviews_version_once")]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.number}"
