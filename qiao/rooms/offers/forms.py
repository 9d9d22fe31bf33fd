import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualForm
from qiao.kit.bilingual.inputs import BodyInput
from qiao.kit.ui.moments import MomentField
from qiao.rooms.offers.domain.waiting import settings_of
from qiao.rooms.offers.models import WaitingListSettings
from qiao.rooms.offers.models.waiting import MOST_HOURS
from qiao.rooms.opportunities.models import Intake, Opportunity

BY_THE_CLOCK = _("By the clock of the opportunity: %(zone)s.")


class _Dated(forms.Form):
    answer_until = MomentField(label=_("Answer until"))

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["answer_until"]
        field.zone = ZoneInfo(opportunity.time_zone)
        field.help_text = BY_THE_CLOCK % {"zone": opportunity.time_zone}


class OfferForm(_Dated, BilingualForm):
    pairs = {"terms": pgettext_lazy("offer", "terms")}
    terms_zh = BodyInput(label=_("Terms (Chinese)"), max_length=2000, required=False)
    terms_en = BodyInput(label=_("Terms (English)"), max_length=2000, required=False)

    def __init__(self, *args: Any, intake: Intake, **kwargs: Any) -> None:
        until = timezone.now() + dt.timedelta(hours=settings_of(intake).hours)
        kwargs["initial"] = {"answer_until": until} | (kwargs.get("initial") or {})
        super().__init__(*args, opportunity=intake.opportunity, **kwargs)


class GivingForm(OfferForm):
    """`count` and `seen` are what the preview showed."""

    count = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class CountForm(forms.Form):
    count = forms.IntegerField(label=_("Offers to make"), min_value=0, max_value=10_000)


class ExtensionForm(_Dated):
    pass


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000, help_text=_("The other side reads it."))


class SettingsForm(forms.ModelForm[WaitingListSettings]):
    class Meta:
        model = WaitingListSettings
        fields = ["hours", "is_automatic"]
        help_texts = {
            "hours": _("From the moment of the offer, between 1 and %(most)s.") % {"most": MOST_HOURS},
            "is_automatic": _("As soon as a place is free, who waits first gets an offer."),
        }
