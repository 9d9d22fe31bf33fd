from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.files.fields import DocumentUploadField
from qiao.rooms.applications.domain.application import open_intakes
from qiao.rooms.applications.domain.completeness import document_words
from qiao.rooms.applications.enums import ClosingReason, Relation
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.enums import DocumentKind
from qiao.rooms.opportunities.models import DocumentRequirement, Intake, Opportunity, Stage
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models import ProfileFile


class BeginForm(forms.Form):
    intake = forms.ModelChoiceField(
        label=_("Intake"), queryset=Intake.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["intake"]
        chosen.queryset = open_intakes(opportunity)
        chosen.initial = chosen.queryset.first()
        chosen.label_from_instance = lambda intake: intake.name


class StatementForm(forms.Form):
    statement = BodyInput(
        label=_("Statement"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Why you, and why here. The host and its reviewers read it."),
    )


class DocumentForm(forms.Form):
    """A new file, or one of the profile; for a requirement, or of a kind besides."""

    document = forms.ChoiceField(label=_("What it is"))
    own_file = forms.ModelChoiceField(
        label=_("From your profile"), queryset=ProfileFile.objects.none(), required=False, empty_label="—"
    )
    upload = DocumentUploadField(label=_("Or a new file"), required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {str(each.pk): each for each in application.opportunity.documents.all()}
        self.requirements: dict[str, DocumentRequirement] = asked
        choice: Any = self.fields["document"]
        choice.choices = [
            (_("Asked for here"), [(key, document_words(each)) for key, each in asked.items()]),
            (_("Besides"), DocumentKind.choices),
        ]
        own: Any = self.fields["own_file"]
        own.queryset = application.profile.files.exclude(kind=PaperKind.PHOTO).select_related("stored")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("own_file")) == bool(cleaned.get("upload")):
            raise ValidationError(_("Choose a file of your profile, or a new one: one of both."))
        return cleaned

    @property
    def subject(self) -> dict[str, Any]:
        """What the domain takes for what the file is."""
        chosen = self.cleaned_data["document"]
        requirement = self.requirements.get(chosen)
        return {"requirement": requirement} if requirement else {"kind": chosen}


class RefereeForm(forms.Form):
    referee_name = LineInput(label=_("Name of the referee"), max_length=200)
    referee_email = forms.EmailField(label=_("E-mail of the referee"), max_length=254)
    relation = forms.ChoiceField(label=_("How they know you"), choices=Relation.choices)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class LetterForm(forms.Form):
    """The letter as a file or written here; both is fine."""

    letter_file = DocumentUploadField(label=_("The letter as a file"), required=False)
    letter_text = BodyInput(
        label=_("Or written here"),
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def values(self) -> dict[str, Any]:
        """What the domain takes."""
        return {"upload": self.cleaned_data["letter_file"], "text": self.cleaned_data["letter_text"]}


class ReferenceForm(LetterForm):
    """What a referee hands in."""

    is_confidential = forms.BooleanField(
        label=_("Confidential: the applicant does not read it"), required=False, initial=True
    )
    may_be_reused = forms.BooleanField(
        label=_("The applicant may use this letter for other applications too"), required=False
    )

    def values(self) -> dict[str, Any]:
        names = ("is_confidential", "may_be_reused")
        return super().values() | {name: self.cleaned_data[name] for name in names}


class WithdrawalForm(forms.Form):
    reason = BodyInput(
        label=_("Reason, if you like to give one"),
        max_length=1000,
        required=False,
        help_text=_("The host reads it."),
    )


class CompletionForm(forms.Form):
    reason = BodyInput(
        label=_("Reason"), max_length=1000, help_text=_("The applicant reads it in the history.")
    )


class ClosingForm(forms.Form):
    closing_reason = forms.ChoiceField(
        label=pgettext_lazy("application", "Closed because"), choices=ClosingReason.choices
    )
    reason = BodyInput(
        label=_("In your own words"),
        max_length=1000,
        required=False,
        help_text=_("The applicant reads it. Needed where the reason is another one."),
    )


class ManyClosingForm(ClosingForm):
    chosen = forms.ModelMultipleChoiceField(
        label=_("Applications"),
        queryset=Application.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one application.")},
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["chosen"]
        chosen.queryset = offered


class StageForm(forms.Form):
    stage = forms.ModelChoiceField(
        label=pgettext_lazy("selection", "Stage"), queryset=Stage.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stage"] = application.stage_id
        chosen: Any = self.fields["stage"]
        chosen.queryset = application.opportunity.stages.order_by("number")
