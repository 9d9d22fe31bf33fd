from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import BodyInput


class DiscardForm(forms.Form):
    reason = BodyInput(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why nobody needs this any more. It is kept with the decision."),
    )
