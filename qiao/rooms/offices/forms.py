from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.offices.domain.settings import PROFILE
from qiao.rooms.offices.enums import ApprovalState, RegistrationState
from qiao.rooms.offices.models import OfficeSettings, Recommendation

VERBS = {
    ApprovalState.APPROVED: pgettext_lazy("approval", "Approve"),
    ApprovalState.REFUSED: pgettext_lazy("approval", "Refuse"),
    ApprovalState.REVOKED: pgettext_lazy("approval", "Revoke"),
}
ANSWERS = {
    RegistrationState.CONFIRMED: pgettext_lazy("student", "Confirm"),
    RegistrationState.REFUSED: pgettext_lazy("student", "Refuse"),
}


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000, help_text=_("Whoever is concerned reads it."))


class DecisionForm(forms.Form):
    """`verbs` are the states that may be chosen, with their words. A reason is asked for by the domain."""

    decision = forms.ChoiceField(label=pgettext_lazy("office", "Decision"), widget=forms.RadioSelect)
    reason = BodyInput(
        label=_("Reason"),
        max_length=1000,
        required=False,
        help_text=_("Needed to refuse or revoke; whoever is concerned reads it."),
    )

    def __init__(self, *args: Any, verbs: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["decision"]
        choice.choices = [(state.value, label) for state, label in verbs]


def verbs_after(state: ApprovalState | None) -> list[tuple[Any, Any]]:
    possible = state.can_become if state else lambda target: target != ApprovalState.REVOKED
    return [(target, label) for target, label in VERBS.items() if possible(target)]


class PostingDecisionForm(DecisionForm):
    with_host = forms.BooleanField(label=_("Approve the host too"), required=False)

    def __init__(self, *args: Any, asks_for_host: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_host:
            del self.fields["with_host"]


class BulkForm(DecisionForm):
    """The boxes stand in the rows of the list."""

    rows: Any = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Chosen rows"), error_messages={"required": _("Choose at least one row.")}
    )

    def __init__(self, *args: Any, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["rows"]
        choice.queryset = queryset

    @property
    def ids(self) -> list[Any]:
        return [row.pk for row in self.cleaned_data["rows"]]


class AskForm(forms.Form):
    rows: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Chosen universities"),
        error_messages={"required": _("Choose at least one university.")},
    )
    message = BodyInput(
        label=_("Message to the offices"),
        max_length=1000,
        required=False,
        help_text=_("What your organisation offers their students, in a few sentences."),
    )

    def __init__(self, *args: Any, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["rows"]
        choice.queryset = queryset


class RegistrationForm(forms.Form):
    """The consent is a choice of its own, not ticked beforehand."""

    student_number = LineInput(
        label=_("Student number"),
        max_length=40,
        required=False,
        help_text=_("It helps the office to find you in its own lists."),
    )
    agrees = forms.BooleanField(
        error_messages={"required": _("Without this consent there is no registration. Tick it if you agree.")}
    )
    wants_mails = forms.BooleanField(
        label=_("Send me a mail when the office recommends a posting"), required=False
    )

    def __init__(self, *args: Any, words: Any, is_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_asked:
            del self.fields["agrees"]
            return
        self.fields["agrees"].label = words.title
        self.fields["agrees"].help_text = words.body


class MailsForm(forms.Form):
    wants_mails = forms.BooleanField(required=False)


class SettingsForm(BilingualModelForm[OfficeSettings]):
    class Meta:
        model = OfficeSettings
        fields = list(PROFILE)
        help_texts = {"note_zh": _("What you expect of hosts. They read it before they ask for approval.")}


class RecommendationForm(BilingualModelForm[Recommendation]):
    class Meta:
        model = Recommendation
        fields = ["note_zh", "note_en"]
