from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.text import validate_body


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        validators=[validate_body],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why nobody needs this any more. It is kept with the decision."),
    )
