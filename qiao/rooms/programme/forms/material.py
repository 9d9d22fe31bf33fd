from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.files.fields import CaptionsUploadField, DocumentUploadField, ImageUploadField, VideoUploadField
from qiao.rooms.programme.enums import MaterialKind
from qiao.rooms.programme.models import Material


class MaterialForm(BilingualModelForm[Material]):
    """Files stand beside the model's own fields: `values` are columns, `files_given` are uploads to store."""

    uploads: tuple[str, ...] = ()

    class Meta:
        model = Material
        fields = ["title_zh", "title_en", "item", "access", "licence", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["item"]
        chosen.queryset = self.instance.exchange.items.all()
        chosen.empty_label = _("The exchange as a whole")
        self.fields["position"].help_text = _("Small numbers come first.")
        if "file" in self.uploads:
            self.fields["file"].required = self.instance.file_id is None

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def files_given(self) -> dict[str, Any]:
        """A new upload, or None to take the present one away; what was left alone is not named."""
        given = {name: self.cleaned_data.get(name) for name in self.uploads if name in self.changed_data}
        return {name: upload or None for name, upload in given.items()}


class DocumentForm(MaterialForm):
    uploads = ("file",)
    file = DocumentUploadField(label=_("File"))


class FilmForm(MaterialForm):
    uploads = ("file", "poster", "captions_zh", "captions_en")
    file = VideoUploadField(label=_("Film"))
    poster = ImageUploadField(label=_("Picture shown before the film starts"), required=False)
    captions_zh = CaptionsUploadField(label=_("Captions (Chinese)"), required=False)
    captions_en = CaptionsUploadField(label=_("Captions (English)"), required=False)


class LinkForm(MaterialForm):
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")

    class Meta(MaterialForm.Meta):
        fields = ["title_zh", "title_en", "url", "item", "access", "licence", "position"]


FORMS: dict[str, type[MaterialForm]] = {
    MaterialKind.SLIDES: DocumentForm,
    MaterialKind.HANDOUT: DocumentForm,
    MaterialKind.FILM: FilmForm,
    MaterialKind.LINK: LinkForm,
}
