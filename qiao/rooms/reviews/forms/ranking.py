"""What the ranking is moved by: one application a step, or the whole order at once."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.reviews.enums import Shift

MOST = 400_000  # characters: ten thousand applications by their ids


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ShiftForm(VersionForm):
    """`move` is the value of the button: `up:` and the id of the application."""

    move = LineInput(max_length=60, widget=forms.HiddenInput)

    def clean_move(self) -> tuple[Shift, UUID]:
        shift, _colon, application = str(self.cleaned_data["move"]).partition(":")
        try:
            return Shift(shift), UUID(application)
        except ValueError:
            raise forms.ValidationError(_("This is not a move of an application."), "move") from None


class TiersForm(VersionForm):
    """Tiers are parted by `|`, the applications of one by blanks."""

    tiers = LineInput(max_length=MOST, required=False, widget=forms.HiddenInput)

    def clean_tiers(self) -> list[list[UUID]]:
        try:
            parts = str(self.cleaned_data["tiers"]).split("|")
            tiers = [[UUID(one) for one in part.split()] for part in parts]
        except ValueError:
            raise forms.ValidationError(_("This is not an order of applications."), "tiers") from None
        return [tied for tied in tiers if tied]
