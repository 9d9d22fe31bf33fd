from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.registration.enums import RoomKind, TotalsKind
from qiao.rooms.registration.models import Hotel


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000, help_text=_("The head of delegation reads it."))


class ShareForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is shown"), choices=TotalsKind.choices)
    recipient = LineInput(
        label=_("For which caterer, bus company or hotel"),
        max_length=120,
        help_text=_("You see it in the list of links; whoever has the link sees counts only."),
    )


class HotelForm(BilingualModelForm[Hotel]):
    single = forms.IntegerField(label=_("Single rooms"), min_value=0, max_value=5000, initial=0)
    double = forms.IntegerField(label=_("Double rooms"), min_value=0, max_value=5000, initial=0)
    twin = forms.IntegerField(label=_("Twin rooms"), min_value=0, max_value=5000, initial=0)

    class Meta:
        model = Hotel
        fields = ["name_zh", "name_en", "address_zh", "address_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial.update({rooms.kind: rooms.number for rooms in self.instance.rooms.all()})

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def rooms(self) -> dict[str, int]:
        return {kind: self.cleaned_data[kind] for kind in RoomKind}


class AssignmentForm(forms.Form):
    hotel = forms.ModelChoiceField(
        label=_("Hotel"), queryset=Hotel.objects.none(), required=False, empty_label=_("None yet")
    )

    def __init__(self, *args: Any, hotels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hotel"].queryset = hotels  # type: ignore[attr-defined]  # a choice of rows
