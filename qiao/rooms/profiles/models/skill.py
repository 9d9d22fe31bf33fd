from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.rooms.directory.validators import validate_language
from qiao.rooms.profiles.enums import CefrLevel
from qiao.rooms.profiles.languages import language_name
from qiao.rooms.profiles.models.entry import Entry
from qiao.rooms.profiles.models.profile import Profile


class Skill(Entry):
    section = "skills"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="skills",
    )
    name_zh, name_en = bilingual(_("name"), max_length=120)
    name = Bilingual("name")
    level = LineField(
        pgettext_lazy("skill", "level"),
        max_length=60,
        blank=True,
        help_text=_("In your own words: five years in practice, expert."),
    )
    keywords = LineField(
        _("keywords"), max_length=1000, blank=True, help_text=_("Separated by commas: PyTorch, ROS 2, CARLA.")
    )

    class Meta(Entry.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [in_one_language("name", of="profiles_skill")]
        indexes = [models.Index(fields=["profile", "place"], name="profiles_skill_place")]

    def __str__(self) -> str:
        return str(self.name)


class LanguageSkill(Entry):
    """A language with what was attested. Each scale stands by itself: none is turned into another."""

    section = "languages"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="languages",
    )
    language = models.CharField(_("language"), max_length=3, validators=[validate_language])
    cefr = models.CharField(
        _("level (CEFR)"), max_length=6, choices=CefrLevel.choices, blank=True,
        help_text=_("From A1 to C2, by the Common European Framework of Reference."),
    )  # fmt: skip
    hsk = models.PositiveSmallIntegerField(
        _("HSK level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("For Chinese: 1 to 9."),
    )
    ielts = models.DecimalField(
        _("IELTS score"), max_digits=2, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(9)],
        help_text=_("For English: 0 to 9 in half points."),
    )  # fmt: skip
    toefl = models.PositiveSmallIntegerField(
        _("TOEFL iBT score"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text=_("For English: 0 to 120."),
    )

    class Meta(Entry.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "language"],
                name="profiles_language_once",
                violation_error_message=_("This language is in the profile already. Change its entry."),
            ),
            models.CheckConstraint(condition=Q(hsk=None) | Q(hsk__range=(1, 9)), name="profiles_hsk_level"),
            models.CheckConstraint(
                condition=Q(ielts=None) | Q(ielts__range=(0, 9)), name="profiles_ielts_score"
            ),
            models.CheckConstraint(condition=Q(toefl=None) | Q(toefl__lte=120), name="profiles_toefl_score"),
        ]
        indexes = [models.Index(fields=["profile", "place"], name="profiles_language_place")]

    def __str__(self) -> str:
        return language_name(self.language)

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.hsk is not None and self.language != "zh":
            problems["hsk"] = _("HSK is a test of Chinese. Leave it empty for another language.")
        for name in ("ielts", "toefl"):
            if getattr(self, name) is not None and self.language != "en":
                problems[name] = _("This is a test of English. Leave it empty for another language.")
        if self.ielts is not None and (self.ielts * 2) % 1:
            problems["ielts"] = _("IELTS scores go in half points: 6.5 or 7.")
        if problems:
            raise ValidationError(problems)
