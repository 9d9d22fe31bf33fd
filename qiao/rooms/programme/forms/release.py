from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.programme.models import Release


class ReleaseForm(BilingualModelForm[Release]):
    """`shown` and `faults` say what the page showed when the button was pressed."""

    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
    faults = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    partner = forms.ModelChoiceField(label=_("In the name of"), queryset=Partner.objects.none())
    has_seen_faults = forms.BooleanField(
        label=_("I have seen all of these faults and release nevertheless"), required=False
    )

    class Meta:
        model = Release
        fields = ["note_zh", "note_en"]

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only = partners[0] if len(partners) == 1 else None
        chosen: Any = self.fields["partner"]
        chosen.queryset = Partner.objects.filter(pk__in=[partner.pk for partner in partners])
        chosen.label_from_instance = lambda partner: str(partner.organisation.name)
        if self._only:
            del self.fields["partner"]
        for name in ("note_zh", "note_en"):
            self.fields[name].widget.attrs["rows"] = 3

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "shown": told["shown"],
            "known_faults": told["faults"] if told["has_seen_faults"] else "",
            "note_zh": told["note_zh"],
            "note_en": told["note_en"],
        }

    @property
    def partner_chosen(self) -> Any:
        return self._only or self.cleaned_data["partner"]
