"""A file that has passed its checks and is ready to be stored."""

import hashlib
from dataclasses import dataclass

from django.core.files import File

from qiao.kit.files.enums import FileKind
from qiao.kit.files.limits import LIMITS
from qiao.kit.files.names import display_name

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class PreparedFile:
    """`content` is what will be served; `small` a smaller version of an image for lists."""

    kind: FileKind
    name: str
    content_type: str
    content: File[bytes]
    width: int | None = None
    height: int | None = None
    small: File[bytes] | None = None

    @property
    def size(self) -> int:
        return int(self.content.size)

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for chunk in self.content.chunks(_CHUNK):
            digest.update(chunk)
        self.content.seek(0)
        return digest.hexdigest()


def named(kind: FileKind, given: str | None, content_type: str) -> str:
    return display_name(given, suffix_of(kind, content_type))


def suffix_of(kind: FileKind, content_type: str) -> str:
    return LIMITS[kind].suffixes[content_type]


def beginning(upload: File[bytes], length: int) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(length)
    upload.seek(0)
    return head
