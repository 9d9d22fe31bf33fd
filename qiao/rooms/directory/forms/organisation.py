from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.kit.files.fields import ImageUploadField
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import ORIGIN, PROFILE
from qiao.rooms.directory.forms.choices import country_field, time_zone_field
from qiao.rooms.directory.models import Organisation, OrganisationName
from qiao.rooms.directory.sentences import NAME_NEEDED


class ProfileForm(BilingualModelForm[Organisation]):
    country = country_field()
    time_zone = time_zone_field()

    class Meta:
        model = Organisation
        fields = [*PROFILE, *ORIGIN]
        help_texts = {
            "ror_id": _("The id of research organisations at ror.org, as address or code."),
            "credit_code": _("For organisations registered in mainland China."),
            "latitude": _(
                "In degrees, north positive. With the longitude it puts the organisation on the map."
            ),
            "longitude": _("In degrees, east positive."),
            "positioning_zh": _("One or two sentences: what the organisation stands for."),
            "website": _("A full address, as in https://www.example.edu/."),
        }

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.is_operator:
            for name in ORIGIN:
                del self.fields[name]


class NewOrganisationForm(forms.Form):
    """The least that makes an entry; everything else is added on its own pages."""

    new_name_zh = LineInput(label=_("Official name in Chinese"), max_length=300, required=False)
    new_name_en = LineInput(label=_("Official name in English"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", "—"), *Organisation._meta.get_field("kind").flatchoices]
    )
    country = country_field()
    website = LineInput(label=_("Website"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.drafts():
            raise forms.ValidationError(NAME_NEEDED)
        return cleaned

    def drafts(self) -> list[NameDraft]:
        given = {language: self.cleaned_data.get(f"new_name_{language}", "") for language in ("zh", "en")}
        return [NameDraft(value=value, language=language) for language, value in given.items() if value]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "country", "website")}


class OrganisationNameForm(forms.ModelForm[OrganisationName]):
    class Meta:
        model = OrganisationName
        fields = ["value", "language", "kind", "source", "is_preferred"]
        help_texts = {
            "language": _("Code of two or three letters: zh, en, ja."),
            "source": _("Where the name is taken from, such as ROR or the organisation’s own website."),
        }

    def draft(self) -> NameDraft:
        return NameDraft(**{name: self.cleaned_data[name] for name in self._meta.fields or ()})


class LogoForm(forms.Form):
    logo = ImageUploadField(label=_("Logo"), required=False)


class MergeForm(forms.Form):
    """One choice for each field that differs."""

    def __init__(self, *args: Any, differences: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in differences:
            self.fields[row.name] = forms.ChoiceField(
                label=capfirst(row.label),
                choices=[("survivor", row.survivor or "—"), ("absorbed", row.absorbed or "—")],
                initial=row.chosen,
                widget=forms.RadioSelect,
            )


class ReasonForm(forms.Form):
    reason = BodyInput(label=_("Reason"), max_length=1000)
