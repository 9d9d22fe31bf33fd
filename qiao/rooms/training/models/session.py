import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.training.enums import AttendanceMark
from qiao.rooms.training.models.cohort import Cohort
from qiao.rooms.training.models.enrolment import Enrolment

LONGEST = 1440  # minutes


class Appointment(Record):
    """When, what and where: of a session, and of what was told about it."""

    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    title_zh, title_en = bilingual(_("title"), max_length=200)
    title = Bilingual("title")
    place_zh, place_en = bilingual(_("place"), max_length=200)
    place = Bilingual("place")

    class Meta:
        abstract = True

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)


class TrainingSession(Appointment):
    """One meeting of a cohort, at which attendance is marked."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="sessions"
    )

    class Meta:
        verbose_name = pgettext_lazy("training", "session")
        verbose_name_plural = pgettext_lazy("training", "sessions")
        ordering = ["starts_at", "id"]
        constraints = [
            in_one_language("title", of="training_session"),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=LONGEST), name="training_session_length"
            ),
        ]
        indexes = [models.Index(fields=["cohort", "starts_at", "id"], name="training_sessions")]

    def __str__(self) -> str:
        return str(self.title)


class Attendance(Record):
    """Whether one participant was at one session."""

    session = models.ForeignKey(
        TrainingSession,
        verbose_name=pgettext_lazy("training", "session"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.CASCADE, related_name="attendances"
    )
    mark = models.CharField(
        pgettext_lazy("attendance", "mark"), max_length=10, choices=AttendanceMark.choices
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="training_attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_mark_display()}"
