"""What a person says of themselves, who sees it, and the files that come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.localized import active_language
from qiao.kit.files.fields import DocumentUploadField
from qiao.rooms.directory.forms.choices import country_field
from qiao.rooms.directory.identifiers.orcid import orcid_with_hyphens
from qiao.rooms.profiles.domain.profile import BASICS
from qiao.rooms.profiles.enums import Audience, FileFormat, PaperKind
from qiao.rooms.profiles.models import Profile
from qiao.rooms.profiles.models.profile import NAMED
from qiao.rooms.profiles.presenting import LABELS


class BasicsForm(BilingualModelForm[Profile]):
    country = country_field(required=False)

    class Meta:
        model = Profile
        fields = list(BASICS)
        help_texts = {"orcid": _("The iD of researchers at orcid.org, as address or number.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.orcid:
            self.initial["orcid"] = orcid_with_hyphens(self.instance.orcid)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in BASICS}


class AudiencesForm(forms.Form):
    """One choice for each field and section."""

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMED:
            self.fields[f"sees_{name}"] = forms.ChoiceField(
                label=str(LABELS[name]), choices=Audience.choices, initial=profile.audience_of(name)
            )

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"sees_{name}"] for name in NAMED}


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    upload = DocumentUploadField(label=_("File"))


class ImportForm(forms.Form):
    file_format = forms.ChoiceField(label=_("Format"), choices=FileFormat.choices)
    language = forms.ChoiceField(
        label=_("Language of its texts"),
        choices=[("zh", _("Chinese")), ("en", _("English"))],
        initial=active_language,
        help_text=_("For JSON Resume. In the other formats each text goes where its letters say."),
    )
    upload = forms.FileField(label=_("File"), max_length=255, help_text=_("2 MB at most."))


class TakingForm(forms.Form):
    replaces = forms.BooleanField(
        label=pgettext_lazy("profile", "Also replace what I entered where the file says otherwise"),
        required=False,
    )
