"""What each kind of upload may be; docs/uploads.md shows the same table and a test compares the two."""

from dataclasses import dataclass

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import EmptyFile, FileTooLarge

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limit:
    """`suffixes` maps each accepted content type to the suffix that its name gets."""

    max_bytes: int
    suffixes: dict[str, str]
    types: str

    @property
    def hint(self) -> str:
        size = filesizeformat(self.max_bytes)
        return _("%(types)s, at most %(size)s.") % {"types": self.types, "size": size}

    @property
    def accept(self) -> str:
        """For the `accept` attribute of the input: a convenience, never a check."""
        return ",".join([*self.suffixes, *self.suffixes.values()])

    def check_size(self, upload: File[bytes]) -> None:
        if not upload.size:
            raise EmptyFile
        if upload.size > self.max_bytes:
            raise FileTooLarge(limit=filesizeformat(self.max_bytes))


_PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}

LIMITS: dict[FileKind, Limit] = {
    FileKind.IMAGE: Limit(15 * MEGABYTE, _PICTURES, "PNG, JPEG, WebP"),
    FileKind.DOCUMENT: Limit(20 * MEGABYTE, {"application/pdf": ".pdf"}, "PDF"),
    FileKind.VIDEO: Limit(200 * MEGABYTE, {"video/mp4": ".mp4", "video/webm": ".webm"}, "MP4, WebM"),
    FileKind.CAPTIONS: Limit(MEGABYTE, {"text/vtt": ".vtt"}, "WebVTT"),
    FileKind.TABLE: Limit(
        20 * MEGABYTE,
        {
            "text/csv": ".csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
        },
        "CSV, XLSX",
    ),
}
MAX_UPLOAD_BYTES = max(limit.max_bytes for limit in LIMITS.values())
MAX_PIXELS = {"PNG": 24_000_000, "WEBP": 24_000_000, "JPEG": 40_000_000}  # a JPEG is unpacked in parts
MAX_SIDE_PIXELS = 20_000
STORED_SIDE_PIXELS = 2048
SMALL_SIDE_PIXELS = 480
