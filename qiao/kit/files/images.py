"""Pictures: judged by their content, bounded before they are unpacked, and always made anew.

What is stored was drawn by us: no metadata (a phone writes the place into a photo), no appended bytes, no
animation, upright, and no larger than a page can use.
"""

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.core.files import File
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import TooManyPixels, UnreadableFile, VectorImageRefused, WrongFileType
from qiao.kit.files.limits import LIMITS, MAX_PIXELS, MAX_SIDE_PIXELS, SMALL_SIDE_PIXELS, STORED_SIDE_PIXELS
from qiao.kit.files.prepared import PreparedFile, beginning, named

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_SAVE = {"PNG": {"compress_level": 5}, "JPEG": {"quality": 88}, "WEBP": {"quality": 86}}
_VECTOR = re.compile(rb"<(\?xml|svg|!doctype svg)", re.IGNORECASE)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# Pillow's decoders raise any of these on damaged files.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, OverflowError)


def prepare_image(upload: File[bytes]) -> PreparedFile:
    LIMITS[FileKind.IMAGE].check_size(upload)
    _check_type(upload)
    with _opened(upload) as image:
        format_ = str(image.format)
        picture = _upright(image)
    content = ContentFile(_encoded(picture, format_))
    return PreparedFile(
        kind=FileKind.IMAGE,
        name=named(FileKind.IMAGE, upload.name, _TYPES[format_]),
        content_type=_TYPES[format_],
        content=content,
        width=picture.width,
        height=picture.height,
        small=_small(picture, format_),
    )


def is_picture(head: bytes) -> bool:
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


def _check_type(upload: File[bytes]) -> None:
    head = beginning(upload, 1024)
    if is_picture(head):
        return
    if _VECTOR.search(head):
        raise VectorImageRefused
    raise WrongFileType(types=LIMITS[FileKind.IMAGE].types)


@contextmanager
def _opened(upload: File[bytes]) -> Iterator[Image.Image]:
    try:
        with Image.open(upload, formats=list(_TYPES)) as image:
            _check_pixels(image)
            yield image
    except _BOMBS as bomb:
        raise TooManyPixels(limit=_millions("PNG")) from bomb
    except _DAMAGED as damage:
        raise UnreadableFile from damage


def _check_pixels(image: Image.Image) -> None:
    format_ = str(image.format)
    if image.width * image.height > MAX_PIXELS[format_] or max(image.size) > MAX_SIDE_PIXELS:
        raise TooManyPixels(limit=_millions(format_))


def _millions(format_: str) -> int:
    return MAX_PIXELS[format_] // 1_000_000


def _upright(image: Image.Image) -> Image.Image:
    """The first frame, no larger than we store, turned as the camera was held, without anything else."""
    largest = (STORED_SIDE_PIXELS, STORED_SIDE_PIXELS)
    image.draft(image.mode, largest)  # a large JPEG is unpacked at a half, a quarter, an eighth
    image.load()
    picture = _in_plain_colours(image)
    picture.thumbnail(largest)
    picture = ImageOps.exif_transpose(picture)
    picture.info.clear()
    return picture


def _in_plain_colours(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        return image.convert("RGBA") if image.mode != "RGBA" else image
    if image.mode == "I;16":
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB") if image.mode not in {"L", "RGB"} else image


def _encoded(picture: Image.Image, format_: str) -> bytes:
    target = BytesIO()
    picture.save(target, format_, **_SAVE[format_])
    return target.getvalue()


def _small(picture: Image.Image, format_: str) -> ContentFile[bytes] | None:
    if max(picture.size) <= SMALL_SIDE_PIXELS:
        return None
    copy = picture.copy()
    copy.thumbnail((SMALL_SIDE_PIXELS, SMALL_SIDE_PIXELS))
    return ContentFile(_encoded(copy, format_))
