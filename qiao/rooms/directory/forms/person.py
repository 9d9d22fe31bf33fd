from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualForm, BilingualModelForm
from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.files.fields import ImageUploadField
from qiao.rooms.directory.domain.affiliation import TERMS
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.person import CARD, ORIGIN
from qiao.rooms.directory.enums import NameOrder, Visibility
from qiao.rooms.directory.forms.choices import DAY, LANGUAGES
from qiao.rooms.directory.identifiers.orcid import orcid_with_hyphens
from qiao.rooms.directory.models import Affiliation, Organisation, Person, PersonName, Unit
from qiao.rooms.directory.sentences import NAME_NEEDED


class PersonForm(BilingualModelForm[Person]):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Person
        fields = [*CARD, *ORIGIN]
        help_texts = {"orcid": _("The iD of researchers at orcid.org, as address or number.")}

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.orcid:
            self.initial["orcid"] = orcid_with_hyphens(self.instance.orcid)
        if not actor.is_operator:
            for name in ORIGIN:
                del self.fields[name]


class NewPersonForm(BilingualForm):
    pairs = {"position": _("Position")}

    new_name_zh = LineInput(label=_("Name in Chinese"), max_length=200, required=False)
    new_name_en = LineInput(label=_("Name in Latin letters"), max_length=200, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False
    )
    position_zh = LineInput(label=_("Position (Chinese)"), max_length=200, required=False)
    position_en = LineInput(label=_("Position (English)"), max_length=200, required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.drafts():
            raise forms.ValidationError(NAME_NEEDED)
        return cleaned

    def drafts(self) -> list[PersonNameDraft]:
        return drafts_of(self.cleaned_data)


class OwnPersonForm(forms.Form):
    new_name_zh = LineInput(label=_("Your name in Chinese"), max_length=200, required=False)
    new_name_en = LineInput(label=_("Your name in Latin letters"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.drafts():
            raise forms.ValidationError(NAME_NEEDED)
        return cleaned

    def drafts(self) -> list[PersonNameDraft]:
        return drafts_of(self.cleaned_data)


def drafts_of(cleaned: dict[str, Any]) -> list[PersonNameDraft]:
    orders = {"zh": NameOrder.FAMILY_FIRST, "en": NameOrder.GIVEN_FIRST}
    given = {language: cleaned.get(f"new_name_{language}", "") for language in orders}
    return [
        PersonNameDraft(value=value, language=language, order=orders[language])
        for language, value in given.items()
        if value
    ]


class PersonNameForm(forms.ModelForm[PersonName]):
    class Meta:
        model = PersonName
        fields = ["value", "language", "kind", "family", "given", "order", "source", "is_preferred"]
        help_texts = {"language": _("Code of two or three letters: zh, en, ja.")}

    def draft(self) -> PersonNameDraft:
        return PersonNameDraft(**{name: self.cleaned_data[name] for name in self._meta.fields or ()})


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("Who sees the page"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    consent_basis = LineInput(
        label=_("How the person agreed to a public page"),
        help_text=_(
            "For example “e-mail of 2 March 2026”. Needed when you open somebody else’s page to everyone."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["consent_basis"]


class PhotoForm(forms.Form):
    photo = ImageUploadField(label=_("Photo"), required=False)


class AffiliationForm(BilingualModelForm[Affiliation]):
    starts_on = forms.DateField(label=_("From"), required=False, **DAY)  # type: ignore[arg-type]  # shared options
    ends_on = forms.DateField(label=_("Until"), required=False, **DAY)  # type: ignore[arg-type]  # shared options

    class Meta:
        model = Affiliation
        fields = list(TERMS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(organisation=self.instance.organisation_id)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice of rows

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS}


class NewAffiliationForm(AffiliationForm):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    field_order = ("organisation",)

    class Meta(AffiliationForm.Meta):
        fields = [name for name in TERMS if name != "unit"]

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        BilingualModelForm.__init__(self, *args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a choice of rows

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
