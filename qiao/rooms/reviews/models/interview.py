import datetime as dt
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.validators import validate_website
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.enums import SlotState
from qiao.rooms.reviews.models.panel import Reviewer

SHORTEST, LONGEST = 5, 480
MINUTES = [MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]


class InterviewSlot(Record):
    """A time at which a host interviews one applicant, at a place or behind a link."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="interview_slots"
    )
    starts_at = models.DateTimeField(pgettext_lazy("interview", "begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30, validators=MINUTES)
    place = LineField(pgettext_lazy("interview", "place"), max_length=200, blank=True)
    link = LineField(
        pgettext_lazy("interview", "link"), max_length=300, blank=True, validators=[validate_website]
    )
    state = models.CharField(_("state"), max_length=10, choices=SlotState.choices, default=SlotState.OFFERED)
    interviewers: Any = models.ManyToManyField(
        Reviewer, verbose_name=_("interviewers"), through="reviews.Interviewer", related_name="slots"
    )

    class Meta:
        verbose_name = _("interview slot")
        verbose_name_plural = _("interview slots")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""),
                name="reviews_slot_is_somewhere",
                violation_error_message=_("Say where the interview is: a place or a link."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="reviews_slot_minutes"
            ),
        ]
        indexes = [
            models.Index(fields=["opportunity", "state", "starts_at", "id"], name="reviews_slots_by_time")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def is_ahead(self) -> bool:
        return self.starts_at > timezone.now()

    @property
    def is_offered(self) -> bool:
        return self.state == SlotState.OFFERED


class Interviewer(Record):
    slot = models.ForeignKey(
        InterviewSlot, verbose_name=_("interview slot"), on_delete=models.CASCADE, related_name="seats"
    )
    reviewer = models.ForeignKey(
        Reviewer, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="seats"
    )

    class Meta:
        verbose_name = _("interviewer")
        verbose_name_plural = _("interviewers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["slot", "reviewer"], name="reviews_interviewer_once")]

    def __str__(self) -> str:
        return str(self.reviewer)


class Interview(Record):
    """An applicant's invitation, and the slot they took. `sequence` counts what calendars were told."""

    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="interview"
    )
    slot = models.OneToOneField(
        InterviewSlot,
        verbose_name=_("interview slot"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interview",
    )
    sequence = models.PositiveIntegerField(_("sequence"), default=0, editable=False)
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("selection", "interview")
        verbose_name_plural = pgettext_lazy("selection", "interviews")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slot=None, booked_at=None) | Q(slot__isnull=False, booked_at__isnull=False),
                name="reviews_booked_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
