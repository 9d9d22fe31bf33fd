"""The sections of a profile: their models, their columns, and which texts stand in two languages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import pairs_of
from qiao.rooms.profiles import models
from qiao.rooms.profiles.models import Entry

_OF_ITSELF = frozenset({"id", "created_at", "updated_at", "profile", "place"})


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    model: type[Entry]
    label: str | Promise
    icon: str
    most: int = 100

    @property
    def columns(self) -> list[str]:
        return [field.name for field in self.model._meta.concrete_fields if field.name not in _OF_ITSELF]

    @property
    def pairs(self) -> list[str]:
        return pairs_of(self.model)


_ALL = (
    Section("education", models.Education, pgettext_lazy("profile", "Education"), "graduation-cap"),
    Section("experience", models.Experience, pgettext_lazy("profile", "Experience"), "briefcase"),
    Section("skills", models.Skill, pgettext_lazy("profile", "Skills"), "wrench"),
    Section("languages", models.LanguageSkill, pgettext_lazy("profile", "Languages"), "languages"),
    Section("publications", models.Publication, pgettext_lazy("profile", "Publications"), "book-open", 1000),
    Section("honours", models.Honour, _("Awards and certificates"), "award"),
)
SECTIONS: dict[str, Section] = {section.name: section for section in _ALL}
