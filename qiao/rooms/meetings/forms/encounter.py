"""What is entered after a meeting, mostly on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.directory.forms.choices import DAY
from qiao.rooms.meetings.enums import Mark
from qiao.rooms.meetings.forms.wish import theme_boxes
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty, NextStep

BOTH_KEPT = "{now}\n\n{own}"


class MarkForm(forms.Form):
    """Without a mark it is taken back."""

    mark = forms.ChoiceField(choices=[("", "—"), *Mark.choices], required=False)

    @property
    def said(self) -> Mark | None:
        mark = self.cleaned_data["mark"]
        return Mark(mark) if mark else None


class NoteForm(forms.Form):
    text = BodyInput(
        label=pgettext_lazy("on a meeting", "Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    is_shared = forms.BooleanField(label=_("The other side and the organisers read it too"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def text_for(self, note: MeetingNote, press: str) -> str:
        """With what stands now before it, where both are to be kept."""
        own = str(self.cleaned_data["text"])
        return BOTH_KEPT.format(now=note.text, own=own) if press == "both" else own


class NewNoteForm(NoteForm):
    """`own` are the parties for which the writer may write: mostly one."""

    party: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(
        label=_("Written for"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, own: list[MeetingParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = MeetingParty.objects.named().filter(pk__in=[each.pk for each in own])
        field.initial, self.fields["is_shared"].initial = own[0].pk if own else None, True
        if len(own) < 2:
            field.widget = forms.HiddenInput()
        del self.fields["version"]


class StepForm(forms.Form):
    text = LineInput(label=_("Next step"), max_length=300)
    owner: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(
        label=_("Who does it"), queryset=None, required=False, empty_label=_("Both")
    )
    due_on = forms.DateField(label=pgettext_lazy("next step", "Until"), required=False, **DAY)  # type: ignore[arg-type]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, pair: Encounter | NextStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = MeetingParty.objects.named().filter(pk__in=[pair.guest_id, pair.host_id])

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "owner", "due_on")}


class WalkInForm(forms.Form):
    other: "forms.ModelChoiceField[MeetingParty]" = forms.ModelChoiceField(
        label=_("Whom you met"), queryset=None
    )
    themes = theme_boxes()

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = candidates  # type: ignore[attr-defined]  # a choice
