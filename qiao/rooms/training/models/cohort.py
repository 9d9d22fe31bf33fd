from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.letters.models.settings import CODE
from qiao.rooms.opportunities.models import Intake


class CohortQuerySet(models.QuerySet["Cohort"]):
    def waited_for(self) -> "CohortQuerySet":
        """Those with somebody who accepted and is not on the roster yet."""
        accepted = Application.objects.filter(state=ApplicationState.ACCEPTED, enrolment=None)
        return self.filter(intake__in=accepted.values("intake")).order_by("id")

    def with_calendars_due(self) -> "CohortQuerySet":
        return self.filter(calendars_due_at__lte=timezone.now()).order_by("id")


class Cohort(Record):
    """Those who were accepted at one intake, trained together, and the rules by which they complete."""

    intake = models.OneToOneField(
        Intake, verbose_name=_("intake"), on_delete=models.PROTECT, related_name="cohort"
    )
    name_zh, name_en = bilingual(pgettext_lazy("cohort", "name"), max_length=200)
    name = Bilingual("name")
    code = models.CharField(
        _("short code"),
        max_length=12,
        unique=True,
        validators=[CODE, validate_line],
        help_text=_("Begins the number of every certificate: CAMP27 gives CAMP27-0007."),
        error_messages={"unique": _("Another cohort numbers its certificates with this code.")},
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    least_attendance = models.PositiveSmallIntegerField(
        _("least attendance in per cent"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("Of the sessions that somebody was not excused from; late counts as present."),
    )
    demands_milestones = models.BooleanField(_("all milestones must be confirmed"), default=True)
    calendars_due_at = models.DateTimeField(_("calendars due at"), null=True, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-id"]
        constraints = [
            in_one_language("name", of="training_cohort"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_cohort_in_order",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(least_attendance__lte=100), name="training_attendance_in_per_cent"
            ),
        ]
        indexes = [models.Index(fields=["calendars_due_at"], name="training_calendars_due")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.intake.opportunity.time_zone)
