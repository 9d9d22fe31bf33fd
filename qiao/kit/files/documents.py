"""Documents: PDF whose beginning, end and objects were looked at, or a picture made anew.

Programs, launched files and attachments are refused. The search reads names outside of streams and inside of
packed object streams, each unpacked within a bound.
"""

import re
import zlib
from collections.abc import Iterator

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.functional import lazystr

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import ActiveDocument, LockedDocument, UnreadableFile, WrongFileType
from qiao.kit.files.images import is_picture, prepare_image
from qiao.kit.files.limits import LIMITS, MEGABYTE
from qiao.kit.files.prepared import PreparedFile, beginning, named

TYPES = lazystr("PDF, PNG, JPEG, WebP")
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z])"
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MAX_UNPACKED = 32 * MEGABYTE


def prepare_document(upload: File[bytes]) -> PreparedFile:
    head = beginning(upload, 16)
    if is_picture(head):
        return prepare_image(upload)
    LIMITS[FileKind.DOCUMENT].check_size(upload)
    if not re.match(rb"%PDF-[12]\.\d", head):
        raise WrongFileType(types=TYPES)
    body = upload.read()
    _check_structure(body)
    return PreparedFile(
        kind=FileKind.DOCUMENT,
        name=named(FileKind.DOCUMENT, upload.name, "application/pdf"),
        content_type="application/pdf",
        content=ContentFile(body),
    )


def _check_structure(body: bytes) -> None:
    if b"%%EOF" not in body[-2048:] or b" obj" not in body:
        raise UnreadableFile
    for text in _objects(body):
        if re.search(rb"/Encrypt(?![A-Za-z])", text):
            raise LockedDocument
        if _ACTIVE.search(_ESCAPED.sub(_letter, text)):
            raise ActiveDocument


def _objects(body: bytes) -> Iterator[bytes]:
    """Everything that is not in a stream, then what packed object streams hold."""
    streams = list(_streams(body))
    yield b" ".join(body[before:start] for before, start in _gaps(streams, len(body)))
    room = _MAX_UNPACKED
    for start, end in streams:
        if _PACKED_OBJECTS.search(body, max(0, start - 512), start):
            unpacked = _unpacked(body[start:end], room)
            room -= len(unpacked)
            yield unpacked


def _streams(body: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream begins and ends, in one walk: a stream without an end is damage, not a reason to
    look for its end again and again."""
    position = 0
    while begin := _STREAM.search(body, position):
        end = body.find(b"endstream", begin.end())
        if end < 0:
            raise UnreadableFile
        yield begin.end(), end
        position = end + len(b"endstream")


def _gaps(streams: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    before = 0
    for start, end in streams:
        yield before, start
        before = end
    yield before, length


def _unpacked(stream: bytes, room: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(stream, max(room, 1))
    except zlib.error as damage:
        raise UnreadableFile from damage
    if unpacker.unconsumed_tail:
        raise UnreadableFile
    return text


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match.group(1), 16)])
