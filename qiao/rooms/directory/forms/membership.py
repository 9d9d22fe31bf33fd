from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import LineInput
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import AffiliationClaim


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), initial=MembershipRole.MEMBER)

    def __init__(self, *args: Any, may_grant: bool, **kwargs: Any) -> None:
        """Managers bring in members; only owners bring in owners and managers."""
        super().__init__(*args, **kwargs)
        offered = (
            MembershipRole.choices if may_grant else [(MembershipRole.MEMBER, MembershipRole.MEMBER.label)]
        )
        self.fields["role"].choices = offered  # type: ignore[attr-defined]  # a choice


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)


class ClaimForm(BilingualModelForm[AffiliationClaim]):
    claimed_name = LineInput(label=_("Your full name"), max_length=200)

    class Meta:
        model = AffiliationClaim
        fields = ["claimed_name", "position_zh", "position_en", "note"]
        help_texts = {"note": _("What helps the organisation to recognise you.")}
