from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.rooms.directory.forms.choices import DAY
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.models import MeetingRound, TimeSlot

CLOCK = {"type": "time"}


class SeriesForm(forms.Form):
    """Slots one after the other on one day."""

    on = forms.DateField(label=_("Day"), **DAY)  # type: ignore[arg-type]  # options of several types
    begins = forms.TimeField(
        label=pgettext_lazy("time of day", "From"),
        initial="09:00",
        widget=forms.TimeInput(CLOCK, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=pgettext_lazy("time of day", "Until"),
        initial="12:00",
        widget=forms.TimeInput(CLOCK, format="%H:%M"),
    )
    minutes = forms.IntegerField(label=_("Minutes of a meeting"), min_value=5, max_value=480, initial=20)
    pause = forms.IntegerField(label=_("Minutes between two"), min_value=0, max_value=240, initial=5)

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["on"]
        field.initial = exchange.starts_on
        field.widget.attrs |= {"min": f"{exchange.starts_on:%Y-%m-%d}", "max": f"{exchange.ends_on:%Y-%m-%d}"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            self.add_error("ends", ValidationError(_("The last time comes after the first.")))
        return given


class OpenSlotsForm(forms.Form):
    """The slots that are ticked; all others are closed."""

    open: "forms.ModelMultipleChoiceField[TimeSlot]" = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("slot", "Open"), queryset=None, required=False
    )

    def __init__(self, *args: Any, meeting_round: MeetingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = list(meeting_round.slots.all())
        self.fields["open"].queryset = meeting_round.slots.all()  # type: ignore[attr-defined]  # a choice

    @property
    def closed(self) -> list[Any]:
        opened = set(self.cleaned_data["open"].values_list("pk", flat=True))
        return [each for each in self.slots if each.pk not in opened]
