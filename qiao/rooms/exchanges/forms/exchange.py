from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.directory.forms.choices import DAY, time_zone_field
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.exchange import PROFILE
from qiao.rooms.exchanges.enums import DeadlineKind
from qiao.rooms.exchanges.models import Exchange

A_DAY: dict[str, Any] = {**DAY}


class ExchangeForm(BilingualModelForm[Exchange]):
    starts_on = forms.DateField(label=_("First day"), **A_DAY)
    ends_on = forms.DateField(label=_("Last day"), **A_DAY)
    time_zone = time_zone_field()

    class Meta:
        model = Exchange
        fields = PROFILE
        help_texts = {
            "time_zone": _("All times of the exchange are told by this clock."),
            "seats": _("For all delegations together, with those that are reserved in quotas."),
            "smaller_first": _("Otherwise nobody on the waiting list overtakes."),
            "offer_hours": _("How long freed seats are kept for a delegation on the waiting list."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].required = True


class NewExchangeForm(ExchangeForm):
    organisation = forms.ModelChoiceField(
        label=_("Organiser"),
        queryset=Organisation.objects.none(),
        help_text=_("The organisation for which you act. Others join as partners afterwards."),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a choice
        self.order_fields(["organisation", *PROFILE])

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "organisation"}


class CloneForm(forms.Form):
    starts_on = forms.DateField(label=_("First day of the new exchange"), **A_DAY)


class DeadlineForm(forms.Form):
    kind = forms.ChoiceField(label=_("Deadline for"), choices=DeadlineKind.choices)
    days_before = forms.IntegerField(
        label=_("Days before the first day"), min_value=0, max_value=3650, initial=14
    )
    time_of_day = forms.TimeField(
        label=_("Time there"),
        initial="23:59",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("By the clock where the exchange is."),
    )
