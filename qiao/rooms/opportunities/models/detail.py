"""What belongs to one kind of opportunity alone: one row beside it, of the model that `kinds.py` names."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.enums import Award, Employment, PayPeriod, ProgrammeLevel
from qiao.rooms.opportunities.models.opportunity import Opportunity
from qiao.rooms.opportunities.money import validate_currency

AT_LEAST_ONE = [MinValueValidator(1)]


def _money(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def _currency() -> "models.CharField[Any, Any]":
    return models.CharField(_("currency"), max_length=3, blank=True, validators=[validate_currency])


def _months(label: Any) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=AT_LEAST_ONE)


class Detail(Record):
    opportunity = models.OneToOneField(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="%(class)s"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.opportunity)


class Paid(Detail):
    """Somebody is paid, from one amount to another."""

    salary_from = _money(_("salary from"))
    salary_to = _money(_("salary up to"))
    currency = _currency()
    period = models.CharField(_("paid for"), max_length=5, choices=PayPeriod.choices, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        has_amount = self.salary_from is not None or self.salary_to is not None
        if has_amount and not (self.currency and self.period):
            raise ValidationError({"currency": _("An amount needs its currency and what it is paid for.")})
        if self.salary_from is not None and self.salary_to is not None and self.salary_to < self.salary_from:
            raise ValidationError({"salary_to": _("The upper amount cannot be below the lower one.")})


class Charged(Detail):
    """Whoever takes part pays a fee, which may be nothing."""

    fee = _money(_("fee"))
    currency = _currency()

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.fee and not self.currency:
            raise ValidationError({"currency": _("A fee needs its currency.")})


class JobDetail(Paid):
    """Of a job or an internship."""

    employment = models.CharField(_("employment"), max_length=10, choices=Employment.choices, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)
    months = _months(_("length in months"))

    class Meta:
        verbose_name = _("details of a job")
        verbose_name_plural = _("details of jobs")
        constraints = [
            models.CheckConstraint(
                condition=Q(salary_from=None) | Q(salary_to=None) | Q(salary_to__gte=F("salary_from")),
                name="opportunities_job_salary_in_order",
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gte=1, hours__lte=168),
                name="opportunities_job_hours_in_a_week",
                violation_error_message=_("A week has between 1 and 168 hours."),
            ),
        ]


class CampDetail(Charged):
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    curriculum_zh, curriculum_en = bilingual(_("curriculum"), max_length=6000, multiline=True)
    curriculum = Bilingual("curriculum")
    travel_zh, travel_en = bilingual(_("travel support"), max_length=2000, multiline=True)
    travel = Bilingual("travel")

    class Meta:
        verbose_name = _("details of a training camp")
        verbose_name_plural = _("details of training camps")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="opportunities_camp_in_order",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]


class PostdocDetail(Paid):
    """The workstation is at the host unless another body is named; the mobile station is at a university."""

    station = models.ForeignKey(
        Organisation,
        verbose_name=_("workstation, from the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    station_name_zh, station_name_en = bilingual(_("workstation"), max_length=200)
    station_name = Bilingual("station_name")
    mobile = models.ForeignKey(
        Organisation,
        verbose_name=_("mobile station, from the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    mobile_name_zh, mobile_name_en = bilingual(_("mobile station"), max_length=200)
    mobile_name = Bilingual("mobile_name")
    months = _months(_("term in months"))
    subsidy_zh, subsidy_en = bilingual(_("subsidies"), max_length=2000, multiline=True)
    subsidy = Bilingual("subsidy")

    class Meta:
        verbose_name = _("details of a postdoctoral workstation")
        verbose_name_plural = _("details of postdoctoral workstations")
        constraints = [
            models.CheckConstraint(
                condition=Q(salary_from=None) | Q(salary_to=None) | Q(salary_to__gte=F("salary_from")),
                name="opportunities_postdoc_salary_in_order",
            )
        ]


class PlanDetail(Charged):
    """Of a master's or a PhD recruitment and training plan."""

    partner = models.ForeignKey(
        Organisation,
        verbose_name=_("partner university, from the directory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    partner_name_zh, partner_name_en = bilingual(_("partner university"), max_length=200)
    partner_name = Bilingual("partner_name")
    months = _months(_("length in months"))
    awarded_zh, awarded_en = bilingual(_("degree awarded"), max_length=200)
    awarded = Bilingual("awarded")
    award = models.CharField(_("joint or double degree"), max_length=6, choices=Award.choices, blank=True)
    curriculum_zh, curriculum_en = bilingual(_("curriculum"), max_length=6000, multiline=True)
    curriculum = Bilingual("curriculum")

    class Meta:
        verbose_name = _("details of a training plan")
        verbose_name_plural = _("details of training plans")


class TalentProgrammeDetail(Detail):
    level = models.CharField(
        pgettext_lazy("programme", "level"), max_length=10, choices=ProgrammeLevel.choices, blank=True
    )
    benefits_zh, benefits_en = bilingual(_("benefits"), max_length=6000, multiline=True)
    benefits = Bilingual("benefits")

    class Meta:
        verbose_name = _("details of a talent programme")
        verbose_name_plural = _("details of talent programmes")
