"""Codes that an opportunity is found and judged by, and the milestones that its training will have."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.bilingual.localized import active_language
from qiao.kit.records import Record
from qiao.rooms.directory.countries import LOCALES
from qiao.rooms.directory.models.field import ResearchField
from qiao.rooms.directory.validators import validate_language
from qiao.rooms.opportunities.enums import LanguageScale
from qiao.rooms.opportunities.models.opportunity import Opportunity

LONGEST_TRAINING = 120  # months


class OpportunityField(ResearchField):
    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="fields"
    )

    class Meta:
        verbose_name = _("field of an opportunity")
        verbose_name_plural = _("fields of opportunities")
        ordering = ["scheme", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "scheme", "code", "clarification_en", "clarification_zh"],
                name="opportunities_field_once",
                violation_error_message=_("This field is named already."),
            )
        ]
        indexes = [models.Index(fields=["scheme", "code"], name="opportunities_field")]


class LanguageRequirement(Record):
    """A language that is needed, and how well at least, on the scale that the host names."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="languages"
    )
    language = models.CharField(_("language"), max_length=3, validators=[validate_language])
    scale = models.CharField(
        pgettext_lazy("language", "scale"),
        max_length=4,
        choices=LanguageScale.choices,
        default=LanguageScale.CEFR,
    )
    level = models.CharField(pgettext_lazy("language", "level"), max_length=2)

    class Meta:
        verbose_name = _("language needed")
        verbose_name_plural = _("languages needed")
        ordering = ["language", "scale", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "language", "scale"],
                name="opportunities_language_once",
                violation_error_message=_("This language is named on this scale already."),
            ),
            models.CheckConstraint(
                condition=~Q(scale="hsk") | Q(language="zh"),
                name="opportunities_hsk_is_chinese",
                violation_error_message=_("HSK is a scale of Chinese alone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language_name} {self.level_name}"

    def clean(self) -> None:
        known = LanguageScale(self.scale).levels if self.scale in LanguageScale else ()
        if self.level and known and self.level not in known:
            raise ValidationError({"level": _("This scale has no such level.")})

    @property
    def language_name(self) -> str:
        return str(LOCALES[active_language()].languages.get(self.language, self.language))

    @property
    def level_name(self) -> str:
        return f"HSK {self.level}" if self.scale == LanguageScale.HSK else self.level


class PlannedMilestone(Record):
    """A milestone as the plan or camp promises it. Whoever is accepted gets a copy with dates."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="milestones"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("milestone", "number"))
    name_zh, name_en = bilingual(pgettext_lazy("milestone", "name"), max_length=150)
    name = Bilingual("name")
    month = models.PositiveSmallIntegerField(_("months after the start"), default=0)

    class Meta:
        verbose_name = _("planned milestone")
        verbose_name_plural = _("planned milestones")
        ordering = ["opportunity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "number"], name="opportunities_milestone_once"),
            in_one_language("name", of="opportunities_milestone"),
            models.CheckConstraint(
                condition=Q(month__lte=LONGEST_TRAINING),
                name="opportunities_milestone_in_ten_years",
                violation_error_message=_("A milestone comes within ten years of the start."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
