"""One form for each section, over the columns of its rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.localized import active_language
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.directory.isced import field_choices
from qiao.rooms.profiles.forms.directory_entry import DirectoryEntryField
from qiao.rooms.profiles.languages import language_choices
from qiao.rooms.profiles.models import Education, Experience, Honour, LanguageSkill, Publication, Skill


def _languages() -> list[tuple[str, str]]:
    """The most likely first, then all by name."""
    language = active_language()
    known = dict(language_choices())
    likely = [(code, known[code]) for code in ("zh", "en", "de", "fr", "ja", "ko", "ru", "es")]
    rest = sorted(known.items(), key=lambda pair: sort_key(pair[1], language))
    return [("", "—"), *likely, *(pair for pair in rest if pair not in likely)]


class EntryForm(BilingualModelForm[Any]):
    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields.get("organisation")
        if entry is not None:
            entry.actor, entry.present = actor, self.instance.organisation
            self.initial["organisation"] = str(entry.present.name) if entry.present else ""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class EducationForm(EntryForm):
    organisation = DirectoryEntryField(label=_("Entry in the directory"))
    field_code = forms.ChoiceField(
        label=_("Field (ISCED-F)"), choices=lambda: [("", "—"), *field_choices()], required=False
    )

    class Meta:
        model = Education
        fields = [
            *("institution_zh", "institution_en", "organisation", "level", "degree_zh", "degree_en"),
            *("area_zh", "area_en", "field_code", "starts", "ends", "score", "courses_zh", "courses_en"),
            "website",
        ]


class ExperienceForm(EntryForm):
    organisation = DirectoryEntryField(label=_("Entry in the directory"))

    class Meta:
        model = Experience
        fields = [
            *("kind", "employer_zh", "employer_en", "organisation", "position_zh", "position_en"),
            *("location_zh", "location_en", "starts", "ends", "summary_zh", "summary_en"),
            *("highlights_zh", "highlights_en", "website"),
        ]


class SkillForm(EntryForm):
    class Meta:
        model = Skill
        fields = ["name_zh", "name_en", "level", "keywords"]


class LanguageForm(EntryForm):
    language = forms.ChoiceField(label=_("Language"), choices=_languages)

    class Meta:
        model = LanguageSkill
        fields = ["language", "cefr", "hsk", "ielts", "toefl"]


class PublicationForm(EntryForm):
    class Meta:
        model = Publication
        fields = ["kind", "title_zh", "title_en", "venue", "year", "authors", "doi", "website"]


class HonourForm(EntryForm):
    class Meta:
        model = Honour
        fields = [
            *("kind", "title_zh", "title_en", "issuer_zh", "issuer_en", "given"),
            *("summary_zh", "summary_en", "website"),
        ]


ENTRY_FORMS: dict[str, type[EntryForm]] = {
    "education": EducationForm,
    "experience": ExperienceForm,
    "skills": SkillForm,
    "languages": LanguageForm,
    "publications": PublicationForm,
    "honours": HonourForm,
}
