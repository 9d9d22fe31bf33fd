from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.directory.forms.choices import LANGUAGES
from qiao.rooms.meetings.domain.party import SETTINGS
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.models import MeetingParty

AS_THE_ROUND = _("Left empty: as for everybody in the round.")


class PartyForm(BilingualModelForm[MeetingParty]):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = MeetingParty
        fields = SETTINGS
        help_texts = dict.fromkeys(("max_meetings", "max_per_day", "max_run"), AS_THE_ROUND)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.side == Side.DELEGATION:
            for name in ("table", "office_zh", "office_en"):
                del self.fields[name]
            return
        tables = self.instance.round.tables.select_related("place")
        self.fields["table"].queryset = tables  # type: ignore[attr-defined]  # a choice
