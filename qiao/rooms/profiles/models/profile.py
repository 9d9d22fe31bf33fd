from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.countries import validate_country
from qiao.rooms.directory.identifiers.fields import OrcidField
from qiao.rooms.directory.validators import validate_phone, validate_website
from qiao.rooms.profiles.enums import Audience, CareerStage

# What a person opens or closes by itself: fields first, then whole sections. A city goes with its country.
FIELDS = (
    *("name", "photo", "headline", "summary", "email", "phone", "website", "residence", "orcid"),
    "career_stage",
)
SECTIONS = ("education", "experience", "skills", "languages", "publications", "honours", "files")
NAMED = (*FIELDS, *SECTIONS)


def validate_audiences(value: Mapping[str, str]) -> None:
    if not isinstance(value, dict) or not set(value) <= set(NAMED):
        raise ValidationError(_("Only fields and sections of a profile have an audience."), code="audiences")
    if not set(value.values()) <= set(Audience.values):
        raise ValidationError(_("Choose one of the audiences."), code="audience")


class Profile(Record):
    """One person's account of themselves for all applications, in both languages."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="profile",
    )
    name_zh, name_en = bilingual(pgettext_lazy("person", "name"), max_length=200)
    name = Bilingual("name")
    headline_zh, headline_en = bilingual(_("headline"), max_length=200)
    headline = Bilingual("headline")
    summary_zh, summary_en = bilingual(pgettext_lazy("profile", "summary"), max_length=4000, multiline=True)
    summary = Bilingual("summary")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = LineField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    website = LineField(_("website"), max_length=300, blank=True, validators=[validate_website])
    country = models.CharField(
        _("country of residence"), max_length=2, blank=True, validators=[validate_country]
    )
    city_zh, city_en = bilingual(_("city"), max_length=100)
    city = Bilingual("city")
    orcid = OrcidField(_("ORCID iD"), null=True, blank=True, unique=True)
    career_stage = models.CharField(_("career stage"), max_length=2, choices=CareerStage.choices, blank=True)
    # The audience of each field or section, by its name; what is not named is for HOSTS.
    audiences: models.JSONField[dict[str, str]] = models.JSONField(
        _("audiences"), default=dict, blank=True, validators=[validate_audiences]
    )
    has_page = models.BooleanField(_("has a public page"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("person", "profile")
        verbose_name_plural = pgettext_lazy("person", "profiles")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.name) or str(self._meta.verbose_name)

    def audience_of(self, name: str) -> Audience:
        return Audience(self.audiences.get(name, Audience.HOSTS))
