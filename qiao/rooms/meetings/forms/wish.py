"""The wishes of a party as one form: each press of a button sends all of it, so nothing typed is lost."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.meetings.domain.wish import MOST_WISHES, WishDraft
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.models import MeetingParty


def theme_boxes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _note() -> BodyInput:
    return BodyInput(
        label=_("What it is about"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WishForm(forms.Form):
    wanted = forms.UUIDField(widget=forms.HiddenInput)
    themes = theme_boxes()
    note = _note()

    @property
    def draft(self) -> WishDraft:
        given = self.cleaned_data
        return WishDraft(given["wanted"], given["themes"], given["note"])


class NewWishForm(forms.Form):
    wanted: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(
        label=_("Whom"), queryset=None, required=False
    )
    themes = theme_boxes()
    note = _note()

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].queryset = candidates  # type: ignore[attr-defined]  # a choice

    @property
    def drafts(self) -> list[WishDraft]:
        wanted: MeetingParty | None = self.cleaned_data["wanted"]
        given = self.cleaned_data
        return [WishDraft(wanted.pk, given["themes"], given["note"])] if wanted else []


WishFormSet: type[BaseFormSet[WishForm]] = formset_factory(
    WishForm, extra=0, max_num=MOST_WISHES, absolute_max=MOST_WISHES
)


class ThemesForm(forms.Form):
    themes = theme_boxes()


class AnswerForm(forms.Form):
    """Without an answer it is taken back."""

    answer = forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *Answer.choices], required=False)
    answer_note = BodyInput(
        label=_("Note on the answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def said(self) -> Answer | None:
        answer = self.cleaned_data["answer"]
        return Answer(answer) if answer else None
