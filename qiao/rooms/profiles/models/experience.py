from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.rooms.directory.models import Organisation
from qiao.rooms.profiles.enums import ExperienceKind
from qiao.rooms.profiles.models.entry import Entry, Span, address_field
from qiao.rooms.profiles.models.profile import Profile


class Experience(Span, Entry):
    section = "experience"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="experience",
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ExperienceKind.choices, default=ExperienceKind.WORK
    )
    employer_zh, employer_en = bilingual(pgettext_lazy("experience", "organisation"), max_length=200)
    employer = Bilingual("employer")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("entry in the directory"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    position_zh, position_en = bilingual(_("position"), max_length=200)
    position = Bilingual("position")
    location_zh, location_en = bilingual(pgettext_lazy("experience", "location"), max_length=200)
    location = Bilingual("location")
    summary_zh, summary_en = bilingual(pgettext_lazy("profile", "summary"), max_length=4000, multiline=True)
    summary = Bilingual("summary")
    highlights_zh, highlights_en = bilingual(
        pgettext_lazy("experience", "results, one a line"), max_length=4000, multiline=True
    )
    highlights = Bilingual("highlights")
    website = address_field()

    class Meta(Entry.Meta):
        verbose_name = pgettext_lazy("profile", "experience")
        verbose_name_plural = pgettext_lazy("profile", "experience")
        constraints = [in_one_language("employer", of="profiles_experience")]
        indexes = [models.Index(fields=["profile", "place"], name="profiles_experience_place")]

    def __str__(self) -> str:
        return str(self.employer)

    def clean(self) -> None:
        super().clean()
        if self.organisation and self.organisation.merged_into_id:
            raise ValidationError({"organisation": _("This entry was merged with another. Choose that one.")})
