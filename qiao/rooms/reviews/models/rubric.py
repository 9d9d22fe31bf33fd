from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.opportunities.models import Opportunity

HIGHEST = 100
WITHIN = [MinValueValidator(1), MaxValueValidator(HIGHEST)]


class Rubric(Record):
    """By what the applications to an opportunity are judged. It stays as it is once scores exist."""

    opportunity = models.OneToOneField(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="rubric"
    )

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.opportunity}"


class Criterion(Record):
    """One row of a rubric. Its share of the total is its weight over the sum of all weights."""

    rubric = models.ForeignKey(
        Rubric, verbose_name=_("rubric"), on_delete=models.CASCADE, related_name="criteria"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("criterion", "number"))
    name_zh, name_en = bilingual(pgettext_lazy("criterion", "name"), max_length=100)
    name = Bilingual("name")
    description_zh, description_en = bilingual(
        pgettext_lazy("criterion", "description"), max_length=1000, multiline=True
    )
    description = Bilingual("description")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=WITHIN)
    max_points = models.PositiveSmallIntegerField(_("most points"), default=5, validators=WITHIN)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "number"], name="reviews_criterion_once"),
            in_one_language("name", of="reviews_criterion"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=HIGHEST), name="reviews_criterion_weight"
            ),
            models.CheckConstraint(
                condition=Q(max_points__gte=1, max_points__lte=HIGHEST), name="reviews_criterion_points"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
