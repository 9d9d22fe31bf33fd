"""Films: MP4 or WebM, known by their structure. They are played by the browser, never unpacked here."""

import struct
from collections.abc import Iterator

from django.core.files import File

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import UnreadableFile, WrongFileType
from qiao.kit.files.limits import LIMITS
from qiao.kit.files.prepared import PreparedFile, beginning, named

_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV"}
_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_MAX_BOXES = 10_000


def prepare_video(upload: File[bytes]) -> PreparedFile:
    LIMITS[FileKind.VIDEO].check_size(upload)
    content_type = _type_of(upload)
    upload.seek(0)
    return PreparedFile(
        kind=FileKind.VIDEO,
        name=named(FileKind.VIDEO, upload.name, content_type),
        content_type=content_type,
        content=upload,
    )


def _type_of(upload: File[bytes]) -> str:
    head = beginning(upload, 4096)
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        _check_boxes(upload)
        return "video/mp4"
    if head.startswith(_EBML) and b"\x42\x82\x84webm" in head[:128] and _SEGMENT in head:
        return "video/webm"
    raise WrongFileType(types=LIMITS[FileKind.VIDEO].types)


def _check_boxes(upload: File[bytes]) -> None:
    """The boxes fill the file to the last byte, and those that a player needs are there."""
    if not {b"moov", b"mdat"} <= set(_boxes(upload)):
        raise UnreadableFile


def _boxes(upload: File[bytes]) -> Iterator[bytes]:
    position, end = 0, int(upload.size)
    for _number in range(_MAX_BOXES):
        if position == end:
            return
        upload.seek(position)
        name, length = _box(upload.read(16), end - position)
        if not 8 <= length <= end - position:
            raise UnreadableFile
        yield name
        position += length
    raise UnreadableFile


def _box(header: bytes, rest: int) -> tuple[bytes, int]:
    if len(header) < 8:
        raise UnreadableFile
    length = struct.unpack(">I", header[:4])[0]
    if length == 1 and len(header) == 16:
        length = struct.unpack(">Q", header[8:])[0]
    return header[4:8], length or rest
