"""Small files of each kind, good and bad, made in code."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(content: bytes, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(size: tuple[int, int] = (8, 8), format_: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    target = BytesIO()
    Image.new(mode, size, 1 if mode in {"L", "P", "I;16"} else (200, 30, 30, 128)[: len(mode)]).save(
        target, format_, **options
    )
    return target.getvalue()


def png_claiming(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG whose header promises more than it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    row = b"\0" * (side // 8 + 1)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def jpeg_with_place(orientation: int = 6) -> bytes:
    image = Image.new("RGB", (40, 20), (10, 120, 10))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 20.0)
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, comment=b"SecretComment")
    return target.getvalue()


def animation() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    target = BytesIO()
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()


def pdf(*objects: bytes, tail: bytes = b"%%EOF\n") -> bytes:
    body = b"".join(b"%d 0 obj<<%s>>endobj\n" % (number, text) for number, text in enumerate(objects, 4))
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        + body
        + b"trailer<</Root 1 0 R>>\n"
        + tail
    )


def pdf_stream(head: bytes, body: bytes) -> bytes:
    return pdf()[: -len(b"trailer<</Root 1 0 R>>\n%%EOF\n")] + (
        b"9 0 obj<<" + head + b">>stream\n" + body + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(body: bytes = b"x" * 100) -> bytes:
    return box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", b"\0" * 16) + box(b"mdat", body)


def webm() -> bytes:
    head = b"\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm\x42\x87\x81\x04"
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(head)]) + head + b"\x18\x53\x80\x67\x81\x00"


CAPTIONS = """WEBVTT - film

NOTE a remark

1
00:00:01.000 --> 00:00:04.000 align:middle
<v Guide>Welcome &amp; 欢迎

00:05.500 --> 00:09.250
Second <i>caption</i>
"""
