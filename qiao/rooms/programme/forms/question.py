from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput
from qiao.kit.bilingual.localized import active_language
from qiao.rooms.programme.models import Question, QuestionPolicy


class AskingForm(forms.Form):
    """One text, in the language of the page."""

    question = BodyInput(label=_("Your question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    is_anonymous = forms.BooleanField(label=_("Without my name"), required=False)

    def __init__(self, *args: Any, may_be_anonymous: bool, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (may_be_anonymous and is_signed_in):
            del self.fields["is_anonymous"]

    def given(self) -> dict[str, Any]:
        text = {f"text_{active_language()}": self.cleaned_data["question"]}
        return text | {"is_anonymous": self.cleaned_data.get("is_anonymous", False)}


class AnswerForm(BilingualModelForm[Question]):
    class Meta:
        model = Question
        fields = ["answer_zh", "answer_en", "was_answered_live"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["was_answered_live"].help_text = _(
            "Then the written answer may follow later, or not at all."
        )


class TranslationForm(BilingualModelForm[Question]):
    class Meta:
        model = Question
        fields = ["text_zh", "text_en"]


class MergingForm(forms.Form):
    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Question.objects.none())

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["into"]
        chosen.queryset = question.others()


class PolicyForm(forms.ModelForm[QuestionPolicy]):
    class Meta:
        model = QuestionPolicy
        fields = ["is_open", "is_moderated", "allows_anonymous"]
