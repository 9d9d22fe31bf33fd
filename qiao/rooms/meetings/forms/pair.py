from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Table, TimeSlot


class PairForm(forms.Form):
    guest: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(
        label=_("Delegation"), queryset=None
    )
    host: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(label=_("Host"), queryset=None)

    def __init__(self, *args: Any, meeting_round: MeetingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = meeting_round.parties.standing().named()
        self._offer("guest", parties.exclude(delegation=None))
        self._offer("host", parties.exclude(partner=None))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice


class FixForm(PairForm):
    slot: "forms.ModelChoiceField[TimeSlot]" = forms.ModelChoiceField(label=_("Slot"), queryset=None)
    table: "forms.ModelChoiceField[Table]" = forms.ModelChoiceField(
        label=pgettext_lazy("round of meetings", "Table"),
        queryset=None,
        required=False,
        help_text=_("Left empty: any table."),
    )

    def __init__(self, *args: Any, meeting_round: MeetingRound, **kwargs: Any) -> None:
        super().__init__(*args, meeting_round=meeting_round, **kwargs)
        self._offer("slot", meeting_round.slots.select_related("round__exchange"))
        self._offer("table", meeting_round.tables.select_related("place"))


class ForbidForm(PairForm):
    reason = BodyInput(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the organisers read it."),
    )
