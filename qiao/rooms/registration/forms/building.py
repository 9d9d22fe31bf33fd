from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.rooms.registration.domain.conditions import answers_to
from qiao.rooms.registration.models import FormPage, Option, Question, RegistrationForm


class SettingsForm(forms.ModelForm[RegistrationForm]):
    class Meta:
        model = RegistrationForm
        fields = ["asks_needs", "asks_travel", "asks_beds", "needs_days", "travel_days"]
        help_texts = {
            "needs_days": _("After that they are wiped, with a record that says how many and when."),
        }


class PageForm(BilingualModelForm[FormPage]):
    class Meta:
        model = FormPage
        fields = ["title_zh", "title_en", "intro_zh", "intro_en"]


class OptionForm(BilingualModelForm[Option]):
    class Meta:
        model = Option
        fields = ["label_zh", "label_en"]


class QuestionForm(BilingualModelForm[Question]):
    """A condition is ticked among the answers of earlier questions; all of it belongs to one question."""

    condition = forms.MultipleChoiceField(
        label=_("Ask only after one of these answers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Question
        fields = [
            *("label_zh", "label_en", "help_zh", "help_en", "kind", "scope", "required"),
            *("is_for_organisers", "asks_again", "keep_days"),
        ]
        help_texts = {
            "keep_days": _("Empty: until the person has the data erased. Counted from the last day."),
            "asks_again": _("The old answer stands until the organisers accept the new one."),
            "kind": _("Options are entered after the question is saved. With answers, the kind stays."),
        }

    def __init__(self, *args: Any, sources: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {source.pk: source for source in sources}
        offered = [_group(source) for source in sources]
        if offered:
            self.fields["condition"].choices = offered  # type: ignore[attr-defined]  # a choice
            self.initial["condition"] = [
                f"{self.instance.shown_if_id}:{value}" for value in self.instance.shown_for or []
            ]
        else:
            del self.fields["condition"]

    def clean_condition(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["condition"]
        if len({each.partition(":")[0] for each in chosen}) > 1:
            raise ValidationError(
                _("Tick answers of one question only: a question depends on one other."), code="one-question"
            )
        return chosen

    def values(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("condition") or []
        source = self.sources[UUID(chosen[0].partition(":")[0])] if chosen else None
        values = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return values | {"shown_if": source, "shown_for": [each.partition(":")[2] for each in chosen]}


def _group(source: Question) -> tuple[str, list[tuple[str, str]]]:
    spoken = {"yes": gettext("Yes"), "no": gettext("No")}
    answers = [(f"{source.pk}:{value}", words or spoken[value]) for value, words in answers_to(source)]
    return str(source.label), answers
