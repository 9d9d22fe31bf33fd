"""What hosts fill in about the times of interviews, and applicants to take one."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.validators import validate_website
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain.interview import open_slots
from qiao.rooms.reviews.forms.panel import panel_of
from qiao.rooms.reviews.models import Interview, InterviewSlot, Reviewer
from qiao.rooms.reviews.models.interview import MINUTES

MOST_SLOTS = 40


class SlotForm(forms.Form):
    starts_at = MomentField(
        label=pgettext_lazy("interview", "Begins"), help_text=_("By the clock of the opportunity.")
    )
    minutes = forms.IntegerField(label=_("Minutes"), initial=30, validators=MINUTES)
    place = LineInput(label=pgettext_lazy("interview", "Place"), max_length=200, required=False)
    link = LineInput(
        label=_("Link to the video meeting"),
        max_length=300,
        required=False,
        validators=[validate_website],
        help_text=_("Only who has taken the time, and who interviews, sees it."),
    )
    interviewers = forms.ModelMultipleChoiceField(
        label=_("Interviewers"),
        queryset=Reviewer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment: Any = self.fields["starts_at"]
        moment.zone = ZoneInfo(opportunity.time_zone)
        choice: Any = self.fields["interviewers"]
        choice.queryset = panel_of(opportunity)
        choice.label_from_instance = lambda reviewer: reviewer.user.email

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "interviewers"}


class SeriesForm(SlotForm):
    count = forms.IntegerField(
        label=_("How many in a row"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)],
    )
    pause = forms.IntegerField(
        label=_("Minutes between them"),
        initial=10,
        validators=[MinValueValidator(0), MaxValueValidator(480)],
    )
    field_order = ("starts_at", "minutes", "count", "pause", "place", "link", "interviewers")


class BookingForm(forms.Form):
    slot = forms.ModelChoiceField(
        queryset=InterviewSlot.objects.none(),
        error_messages={"invalid_choice": _("This time is not offered any more. Choose another one.")},
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["slot"]
        field.queryset = open_slots(interview)
