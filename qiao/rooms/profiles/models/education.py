from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.rooms.directory.isced import field_name, validate_isced
from qiao.rooms.directory.models import Organisation
from qiao.rooms.profiles.enums import DegreeLevel
from qiao.rooms.profiles.models.entry import Entry, Span, address_field
from qiao.rooms.profiles.models.profile import Profile


class Education(Span, Entry):
    section = "education"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="education",
    )
    institution_zh, institution_en = bilingual(_("institution"), max_length=200)
    institution = Bilingual("institution")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("entry in the directory"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    level = models.CharField(_("degree level"), max_length=10, choices=DegreeLevel.choices, blank=True)
    degree_zh, degree_en = bilingual(pgettext_lazy("education", "degree"), max_length=200)
    degree = Bilingual("degree")
    area_zh, area_en = bilingual(pgettext_lazy("education", "subject"), max_length=200)
    area = Bilingual("area")
    field_code = models.CharField(_("field (ISCED-F)"), max_length=4, blank=True, validators=[validate_isced])
    score = LineField(
        pgettext_lazy("education", "score"),
        max_length=60,
        blank=True,
        help_text=_("With its scale: 3.8/4.0, 87/100, First class."),
    )
    courses_zh, courses_en = bilingual(
        pgettext_lazy("education", "courses, one a line"), max_length=3000, multiline=True
    )
    courses = Bilingual("courses")
    website = address_field()

    class Meta(Entry.Meta):
        verbose_name = pgettext_lazy("profile", "education")
        verbose_name_plural = pgettext_lazy("profile", "education")
        constraints = [in_one_language("institution", of="profiles_education")]
        indexes = [
            models.Index(fields=["profile", "place"], name="profiles_education_place"),
            models.Index(fields=["level", "field_code"], name="profiles_education_level"),
        ]

    def __str__(self) -> str:
        return str(self.institution)

    def clean(self) -> None:
        super().clean()
        if self.organisation and self.organisation.merged_into_id:
            raise ValidationError({"organisation": _("This entry was merged with another. Choose that one.")})

    @property
    def field_title(self) -> str:
        return field_name(self.field_code) if self.field_code else ""
