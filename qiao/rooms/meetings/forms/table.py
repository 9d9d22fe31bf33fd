from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.table import FIELDS
from qiao.rooms.meetings.models import Table
from qiao.rooms.programme.models import Place

ZONE = _("Only where the way between two parts of the site takes time: the same word for tables close by.")


class TablesForm(forms.Form):
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=500, initial=10)
    place: "forms.ModelChoiceField[Place]" = forms.ModelChoiceField(
        label=_("Place"), queryset=None, required=False
    )
    zone = LineInput(label=_("Zone"), max_length=40, required=False, help_text=ZONE)

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(exchange=exchange)  # type: ignore[attr-defined]


class TableForm(BilingualModelForm[Table]):
    class Meta:
        model = Table
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.filter(exchange=self.instance.round.exchange_id)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # a choice
