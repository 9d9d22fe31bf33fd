from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import (
    EmptyFile,
    FileRefused,
    FileTooLarge,
    TooManyPixels,
    UnreadableFile,
    VectorImageRefused,
    WrongFileType,
)
from qiao.kit.files.images import prepare_image
from qiao.kit.files.limits import LIMITS
from tests.kit.files import samples


def _served(content: bytes, name: str = "photo.png") -> tuple[bytes, Image.Image]:
    prepared = prepare_image(samples.upload(content, name))
    body = prepared.content.read()
    return body, Image.open(BytesIO(body))


@pytest.mark.parametrize(
    ("format_", "mode", "content_type", "suffix"),
    [
        ("PNG", "RGB", "image/png", ".png"),
        ("PNG", "RGBA", "image/png", ".png"),
        ("PNG", "P", "image/png", ".png"),
        ("PNG", "L", "image/png", ".png"),
        ("PNG", "I;16", "image/png", ".png"),
        ("JPEG", "RGB", "image/jpeg", ".jpg"),
        ("JPEG", "CMYK", "image/jpeg", ".jpg"),
        ("WEBP", "RGBA", "image/webp", ".webp"),
    ],
)
def test_prepare_image_types_by_content_whatever_the_name(
    format_: str, mode: str, content_type: str, suffix: str
) -> None:
    prepared = prepare_image(samples.upload(samples.picture(format_=format_, mode=mode), "logo.exe"))

    assert (prepared.content_type, prepared.name) == (content_type, f"logo{suffix}")
    assert (prepared.width, prepared.height, prepared.small) == (8, 8, None)


def test_prepare_image_strips_place_camera_and_comment_and_turns_upright() -> None:
    body, image = _served(samples.jpeg_with_place(orientation=6))

    assert image.size == (20, 40)
    assert dict(image.getexif()) == {}
    assert b"Secret" not in body
    assert b"Exif" not in body


def test_prepare_image_drops_what_is_appended() -> None:
    body, _image = _served(samples.picture() + b"<script>window.qiao_xss=1</script>")

    assert b"script" not in body


def test_prepare_image_drops_text_and_colour_profile() -> None:
    body, image = _served(samples.picture(icc_profile=b"x" * 200))

    assert "icc_profile" not in image.info
    assert b"iCCP" not in body


def test_prepare_image_keeps_the_first_frame_of_an_animation() -> None:
    _body, image = _served(samples.animation(), "a.webp")

    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((4, 4))[0] > 200


def test_prepare_image_bounds_what_is_stored_and_makes_a_small_version() -> None:
    prepared = prepare_image(samples.upload(samples.picture((4000, 1000), "JPEG"), "wide.jpg"))

    assert (prepared.width, prepared.height) == (2048, 512)
    assert prepared.small is not None
    assert Image.open(BytesIO(prepared.small.read())).size == (480, 120)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", EmptyFile),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", VectorImageRefused),
        (
            b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg/>",
            VectorImageRefused,
        ),
        (b"<!doctype html><html></html>", WrongFileType),
        (b"GIF89a" + b"\0" * 50, WrongFileType),
        (b"%PDF-1.4\n", WrongFileType),
        (samples.picture()[:50], UnreadableFile),
        (samples.picture((300, 300), "JPEG")[:-300], UnreadableFile),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, UnreadableFile),
        (samples.png_claiming(60_000, 60_000), TooManyPixels),
        (samples.png_claiming(30_000, 1), TooManyPixels),
        (samples.png_claiming(8, 8), UnreadableFile),
        (samples.png_claiming(0, 8), UnreadableFile),
    ],
    ids=[
        "empty",
        "svg",
        "svg-xxe",
        "html",
        "gif",
        "pdf",
        "cut",
        "cut-jpeg",
        "noise",
        "huge",
        "long",
        "hollow",
        "zero",
    ],
)
def test_prepare_image_refuses_with_the_reason(content: bytes, reason: type[FileRefused]) -> None:
    with pytest.raises(reason) as refused:
        prepare_image(samples.upload(content))

    assert str(refused.value).endswith(".")


def test_prepare_image_refuses_what_is_too_large_before_reading() -> None:
    upload = ContentFile(b"")
    upload.size = LIMITS[FileKind.IMAGE].max_bytes + 1

    with pytest.raises(FileTooLarge) as refused:
        prepare_image(upload)

    assert str(refused.value) == "The file is too large. At most 15.0\xa0MB are accepted."
