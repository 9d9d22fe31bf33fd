"""Tables in: CSV and XLSX, known by their content, read within limits, or refused with place and remedy."""

from typing import IO, Any

from django.core.files import File
from django.template.defaultfilters import filesizeformat

from qiao.kit.tables.archive import refusal
from qiao.kit.tables.book import MAX_BYTES, Row, Sheet, Workbook
from qiao.kit.tables.csv_in import read_csv
from qiao.kit.tables.faults import TableFault, TableRefused
from qiao.kit.tables.xlsx_in import read_xlsx

__all__ = ["Row", "Sheet", "TableFault", "TableRefused", "Workbook", "read_workbook"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOT_TABLES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def read_workbook(file: "File[Any] | IO[bytes]") -> Workbook:  # quoted: File takes no [] when it runs
    """Raises TableRefused for what is no readable table. Faults of one sheet stay with the sheet."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise refusal("file-empty")
    if size > MAX_BYTES:
        raise refusal("file-too-large", limit=filesizeformat(MAX_BYTES))
    head = file.read(512)
    file.seek(0)
    if head.startswith(_ZIP):
        return read_xlsx(getattr(file, "file", file))
    body = file.read()
    _check_text(head, body)
    return read_csv(body)


def _check_text(head: bytes, body: bytes) -> None:
    if head.startswith(_OLE):
        raise refusal("encrypted" if _ENCRYPTED in body else "old-excel")
    if head.startswith(_NOT_TABLES) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise refusal("not-a-table")
