"""What our upload and import places say about a file. No database: they run in a caged child."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from qiao.kit.errors import QiaoError
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.images import prepare_image
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.imports.headings import suggest
from qiao.kit.imports.importer import importers
from qiao.kit.imports.upload import chosen_sheet
from qiao.kit.tables.read import read_workbook

KIND = "directory.people"
ACTIVE = (b"<script", b"onload", b"onerror", b"/JavaScript", b"<svg", b"<html", b"<!ENTITY")


def image(path: Path) -> dict[str, Any]:
    return _prepared(path, prepare_image)


def document(path: Path) -> dict[str, Any]:
    return _prepared(path, prepare_document)


def table(path: Path) -> dict[str, Any]:
    """Accepted: read without a fault, and with a heading that the import of people knows."""

    def judge() -> dict[str, Any]:
        kind = importers.get(KIND)
        sheet = chosen_sheet(kind, read_workbook(io.BytesIO(path.read_bytes())))
        if lacking := kind.lacking(set(suggest(kind, sheet.header.values))):
            return {"accepted": False, "sentence": str(lacking[0])}
        return {"accepted": True, "rows": [list(row.values) for row in sheet.rows[:20]]}

    return _judged(judge)


JUDGES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "upload:image": image,
    "upload:document": document,
    "import:csv": table,
    "import:xlsx": table,
}


def _prepared(path: Path, prepare: Callable[[Any], PreparedFile]) -> dict[str, Any]:
    def judge() -> dict[str, Any]:
        prepared = prepare(SimpleUploadedFile(path.name, path.read_bytes()))
        body = prepared.content.read()
        found = [mark.decode() for mark in ACTIVE if mark.lower() in body.lower()]
        return {
            "accepted": True,
            "content_type": prepared.content_type,
            "active": found,
            "has_exif": b"Exif" in body,
        }

    return _judged(judge)


def _judged(judge: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    with translation.override("en"):
        try:
            return judge()
        except QiaoError as refusal:
            return {"accepted": False, "sentence": str(refusal), "status": refusal.status}
