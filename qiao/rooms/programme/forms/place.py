from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain import place as domain
from qiao.rooms.programme.models import Place, Track

DAY_LONG = 1440


class PlaceForm(BilingualModelForm[Place]):
    class Meta:
        model = Place
        fields = [*domain.PROFILE]
        help_texts = {
            "within": _("For a room: the venue that it is in. Whoever takes the venue takes its rooms."),
            "capacity": _("How many people it holds. Leave it empty if unknown."),
            "latitude": _("In degrees, north positive."),
            "longitude": _("In degrees, east positive."),
            "position": _("Places are listed by this number."),
        }

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within: Any = self.fields["within"]
        within.queryset = Place.objects.filter(exchange=exchange).exclude(pk=self.instance.pk)
        host: Any = self.fields["host"]
        host.queryset = Organisation.objects.filter(partnerships__exchange=exchange)


class TransferForm(forms.Form):
    one = forms.ModelChoiceField(Place.objects.none(), label=pgettext_lazy("way", "From"))
    other = forms.ModelChoiceField(Place.objects.none(), label=pgettext_lazy("way", "To"))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=DAY_LONG, help_text=_("In either direction.")
    )

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            choice: Any = self.fields[name]
            choice.queryset = Place.objects.filter(exchange=exchange)


class TrackForm(BilingualModelForm[Track]):
    class Meta:
        model = Track
        fields = ["name_zh", "name_en", "position"]
        help_texts = {"position": _("Tracks are listed by this number.")}
