from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.finding.enums import Frequency
from qiao.rooms.finding.models import SavedSearch
from qiao.rooms.finding.models.saved_search import LONGEST_QUERY


class SavingForm(forms.Form):
    """`query` is the address of the list from which one comes."""

    search_name = LineInput(
        label=pgettext_lazy("saved search", "Name"),
        max_length=100,
        help_text=_("For example: postdocs in batteries."),
    )
    frequency = forms.ChoiceField(label=_("Mail about new ones"), choices=Frequency.choices)
    query = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_QUERY, required=False)

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {"name": cleaned["search_name"], "frequency": cleaned["frequency"], "query": cleaned["query"]}


class SavedSearchForm(forms.Form):
    search_name = LineInput(label=pgettext_lazy("saved search", "Name"), max_length=100)
    frequency = forms.ChoiceField(label=_("Mail about new ones"), choices=Frequency.choices)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)

    @classmethod
    def of(cls, posted: Any, search: SavedSearch) -> "SavedSearchForm":
        now = {"search_name": search.name, "frequency": search.frequency, "language": search.language}
        return cls(posted or None, initial=now)

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = ("frequency", "language")
        return {"name": cleaned["search_name"]} | {name: cleaned[name] for name in names}
