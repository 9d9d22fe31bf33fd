"""Serves stored files, dead: typed by us, sandboxed, and only to those whom the file's rule allows."""

import uuid
from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django.views.decorators.http import require_safe

from qiao.kit.errors import NotPermitted
from qiao.kit.files.access import PUBLIC, may_read
from qiao.kit.files.enums import FileKind
from qiao.kit.files.models import StoredFile
from qiao.kit.files.ranges import Range, Unsatisfiable, asked_range, read_range

SANDBOX = "sandbox; default-src 'none'"


@require_safe
def file(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponseBase:
    stored = readable(request.user, pk)
    return _served(request, stored, stored.content, stored.sha256)


@require_safe
def small(request: HttpRequest, pk: uuid.UUID, name: str) -> HttpResponseBase:
    stored = readable(request.user, pk)
    if not stored.small:
        raise NotPermitted
    return _served(request, stored, stored.small, f"{stored.sha256}-small")


def readable(user: Any, pk: uuid.UUID) -> StoredFile:
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None or not may_read(user, stored):
        raise NotPermitted
    return stored


def _served(request: HttpRequest, stored: StoredFile, field: FieldFile, tag: str) -> HttpResponseBase:
    etag = quote_etag(tag)
    response = _answer(request, field, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Content-Type"] = stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = f"private, {'max-age=3600' if stored.access == PUBLIC else 'no-cache'}"
    is_attachment = not FileKind(stored.kind).is_shown_inline
    response["Content-Disposition"] = content_disposition_header(is_attachment, stored.name) or "attachment"
    patch_vary_headers(response, ["Cookie"])
    return response


def _answer(request: HttpRequest, field: FieldFile, etag: str) -> HttpResponseBase:
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304)
    size = field.size
    try:
        part = _range(request, size, etag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(read_range(_opened(field), part or Range(0, size)))
    response["Content-Length"] = str(part.length if part else size)
    if part:
        response.status_code = 206
        response["Content-Range"] = part.header(size)
    return response


def _range(request: HttpRequest, size: int, etag: str) -> Range | None:
    unchanged = request.headers.get("If-Range", etag) == etag
    return asked_range(request.headers.get("Range", ""), size) if unchanged else None


def _opened(field: FieldFile) -> IO[bytes]:
    opened: IO[bytes] = field.storage.open(str(field.name), "rb")
    return opened
