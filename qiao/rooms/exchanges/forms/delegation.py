from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.exchanges.domain.member import PROFILE
from qiao.rooms.exchanges.forms.organisation import OrganisationField, WithOrganisation
from qiao.rooms.exchanges.models import DelegationMember, Partner


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class DelegationForm(WithOrganisation):
    organisation = OrganisationField(label=_("University"))
    partner = forms.ModelChoiceField(label=_("In the name of"), queryset=Partner.objects.none())
    head_email = forms.EmailField(
        label=_("E-mail of the head"),
        max_length=254,
        help_text=_("Gets a personal link, and leads the delegation once it is accepted."),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, initial=3)
    language = language_field()

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["partner"]
        field.queryset = partners
        field.label_from_instance = lambda partner: str(partner.organisation.name)
        field.initial = partners[0].pk if len(partners) == 1 else None


class HeadForm(forms.Form):
    head_email = forms.EmailField(label=_("E-mail of the head"), max_length=254)
    language = language_field()


class SeatCountForm(forms.Form):
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000)


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000)


class MemberForm(BilingualModelForm[DelegationMember]):
    class Meta:
        model = DelegationMember
        fields = PROFILE
        help_texts = {
            "name_zh": _("As on the badge. One of the two is enough."),
            "email": _("Needed for a personal link; may follow later."),
        }


class MoveForm(forms.Form):
    partner = forms.ModelChoiceField(
        label=pgettext_lazy("delegation", "Invited by"), queryset=Partner.objects.none()
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["partner"]
        field.queryset = partners
        field.label_from_instance = lambda partner: str(partner.organisation.name)


class PasteForm(forms.Form):
    rows = BodyInput(
        label=_("Rows"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Copied from a spreadsheet, or with commas; the first line names the columns."),
    )
