from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.exchanges.domain.decision import COUNTED
from qiao.rooms.exchanges.domain.partner import SENDER
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.forms.organisation import OrganisationField, WithOrganisation
from qiao.rooms.exchanges.models import Partner


class PartnerForm(WithOrganisation):
    role = forms.ChoiceField(label=_("Role"), choices=PartnerRole.choices, initial=PartnerRole.HOST)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=PartnerRole.choices)


class SeatsForm(forms.Form):
    """Its seats and its right to approve, as one thing to answer."""

    seat_quota = forms.IntegerField(
        label=_("Seats of its own"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Left empty: shares the common seats."),
    )


class ApprovalForm(forms.Form):
    approves = forms.BooleanField(
        label=_("Approves the delegations that it invited"),
        required=False,
        help_text=_("Otherwise the organisers approve them."),
    )


class SenderForm(BilingualModelForm[Partner]):
    class Meta:
        model = Partner
        fields = SENDER
        help_texts = {"reply_to": _("Left empty: nobody reads answers to its mails.")}


class ProposalForm(forms.Form):
    """`partners` are those of the owners for which the reader acts."""

    partner = forms.ModelChoiceField(label=_("In the name of"), queryset=Partner.objects.none())
    note = BodyInput(label=_("Note"), max_length=1000, required=False)

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["partner"]
        field.queryset = partners
        field.label_from_instance = lambda partner: str(partner.organisation.name)
        field.initial = partners[0].pk if len(partners) == 1 else None


class DecisionForm(ProposalForm):
    kind = forms.ChoiceField(label=pgettext_lazy("exchange", "Decision"))
    field_order = ("kind", "partner", "note")

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


class ConsentsForm(ProposalForm):
    kind = forms.ChoiceField(
        label=pgettext_lazy("exchange", "Decision"), choices=[(kind.value, kind.label) for kind in COUNTED]
    )
    consents = forms.TypedChoiceField(
        label=_("Who must agree"), coerce=int, choices=[(1, _("One owner")), (2, _("Two owners"))]
    )
    field_order = ("kind", "consents", "partner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]


class AdmissionForm(ProposalForm):
    organisation = OrganisationField(label=_("Organisation"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in PartnerRole if role.is_owning]
    )
    field_order = ("organisation", "role", "partner")

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]  # the field above
        del self.fields["note"]
