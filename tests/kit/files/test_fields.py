import pytest
from django import forms

from qiao.kit.files.fields import (
    CaptionsUploadField,
    DocumentUploadField,
    ImageUploadField,
    UploadField,
    VideoUploadField,
)
from qiao.kit.files.prepared import PreparedFile
from tests.kit.files import samples


class LogoForm(forms.Form):
    logo = ImageUploadField(required=False)


def test_field_gives_a_prepared_file() -> None:
    form = LogoForm({}, {"logo": samples.upload(samples.picture())})

    assert form.is_valid()
    assert isinstance(form.cleaned_data["logo"], PreparedFile)


def test_field_names_the_fault_of_a_hostile_file() -> None:
    form = LogoForm({}, {"logo": samples.upload(b"<svg onload='x'/>", "logo.svg")})

    assert form.errors == {
        "logo": ["SVG images are not accepted, for they can hold programs. Export the image as PNG."]
    }


def test_field_keeps_and_clears_what_is_there() -> None:
    field = ImageUploadField(required=False)

    assert field.clean(None, initial="present") == "present"
    assert field.clean(False, initial="present") is False
    assert field.clean(None) is None


def test_field_says_what_it_takes() -> None:
    field = ImageUploadField()

    assert field.help_text == "PNG, JPEG, WebP, at most 15.0\xa0MB."
    assert field.widget.attrs["accept"] == "image/png,image/jpeg,image/webp,.png,.jpg,.webp"


@pytest.mark.parametrize(
    ("field", "content"),
    [
        (DocumentUploadField, samples.pdf()),
        (DocumentUploadField, samples.picture()),
        (VideoUploadField, samples.mp4()),
        (CaptionsUploadField, samples.CAPTIONS.encode()),
    ],
)
def test_each_field_takes_its_kind(field: type[UploadField], content: bytes) -> None:
    assert isinstance(field().clean(samples.upload(content)), PreparedFile)
