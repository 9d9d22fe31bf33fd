from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.files.fields import CaptionsUploadField, ImageUploadField, VideoUploadField
from qiao.rooms.directory.forms.choices import DAY
from qiao.rooms.directory.isced import field_choices
from qiao.rooms.directory.models import (
    Contact,
    Equipment,
    Fact,
    Film,
    GalleryImage,
    OrganisationDomain,
    OrganisationField,
    Person,
    Unit,
    UnitField,
)


class PartForm(BilingualModelForm[Any]):
    """Files stand beside the model's own fields: `values` are columns, `files` are uploads to store."""

    uploads: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].label = _("Order")
            self.fields["position"].help_text = _("Small numbers come first.")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def files_given(self) -> dict[str, Any]:
        """A new upload, or None to take the present one away; what was left alone is not named."""
        given = {name: self.cleaned_data.get(name) for name in self.uploads if name in self.changed_data}
        return {name: upload or None for name, upload in given.items()}


class FactForm(PartForm):
    as_of = forms.DateField(label=_("As of"), required=False, **DAY)  # type: ignore[arg-type]  # shared options

    class Meta:
        model = Fact
        fields = ["label_zh", "label_en", "value", "unit_zh", "unit_en", "as_of", "source", "position"]


class PictureForm(PartForm):
    uploads = ("image",)
    image = ImageUploadField(label=_("Picture"))

    class Meta:
        model = GalleryImage
        fields = ["caption_zh", "caption_en", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["image"].required = self.instance.image_id is None


class FilmForm(PartForm):
    uploads = ("video", "poster", "captions_zh", "captions_en")
    video = VideoUploadField(label=_("Film"))
    poster = ImageUploadField(label=_("Picture shown before the film starts"), required=False)
    captions_zh = CaptionsUploadField(label=_("Captions (Chinese)"), required=False)
    captions_en = CaptionsUploadField(label=_("Captions (English)"), required=False)

    class Meta:
        model = Film
        fields = ["title_zh", "title_en", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["video"].required = self.instance.video_id is None


class UnitForm(PartForm):
    class Meta:
        model = Unit
        fields = [
            "kind",
            "name_zh",
            "name_en",
            "parent",
            "description_zh",
            "description_en",
            "website",
            "is_open_to_visitors",
            "position",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        siblings = Unit.objects.filter(organisation=self.instance.organisation_id).exclude(
            pk=self.instance.pk
        )
        self.fields["parent"].queryset = siblings  # type: ignore[attr-defined]  # a choice of rows


class EquipmentForm(PartForm):
    class Meta:
        model = Equipment
        fields = ["name_zh", "name_en", "specification_zh", "specification_en", "quantity", "position"]


class _FieldForm(PartForm):
    code = forms.ChoiceField(label=pgettext_lazy("research", "Field"), choices=field_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.instance.code
        if code and code not in dict(field_choices()):
            chosen = self.fields["code"]
            chosen.choices = [*field_choices(), (code, str(self.instance))]  # type: ignore[attr-defined]


class OrganisationFieldForm(_FieldForm):
    class Meta:
        model = OrganisationField
        fields = ["code", "clarification_zh", "clarification_en"]


class UnitFieldForm(_FieldForm):
    class Meta:
        model = UnitField
        fields = ["code", "clarification_zh", "clarification_en"]


class DomainForm(PartForm):
    class Meta:
        model = OrganisationDomain
        fields = ["suffix"]
        help_texts = {
            "suffix": _(
                "People with a confirmed address there are told about this entry; nobody is let in by it."
            )
        }


class ContactForm(PartForm):
    class Meta:
        model = Contact
        fields = ["role_zh", "role_en", "person", "unit", "email", "phone", "visibility", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.instance.organisation_id
        people = Person.objects.filter(affiliations__organisation=organisation).distinct()
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a choice of rows
        self.fields["unit"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]  # a choice of rows
            organisation=organisation
        )
