"""What makes two requests the same: who asks, with which key, for what."""

import hashlib
import re
from dataclasses import dataclass

from django.http import HttpRequest

from qiao.kit.idempotency.errors import KeyMalformed
from qiao.kit.idempotency.models import opaque, scope_of_user

FIELD = "idempotency_key"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_KEY = re.compile(r"[\x21-\x7e]{8,255}")


@dataclass(frozen=True)
class Keyed:
    """The key as sent, and what is stored of the request instead of the request."""

    sent: str
    scope: str
    key: str
    fingerprint: str


def keyed(request: HttpRequest) -> Keyed | None:
    sent = _sent(request)
    if sent is None:
        return None
    if not _KEY.fullmatch(sent):
        raise KeyMalformed
    return Keyed(sent, _scope(request), opaque("key", sent), _fingerprint(request))


def _sent(request: HttpRequest) -> str | None:
    if request.method not in UNSAFE:
        return None
    if (header := request.headers.get("Idempotency-Key")) is not None:
        return header
    is_form = request.method == "POST" and request.content_type in _FORMS
    return str(request.POST[FIELD]) if is_form and request.POST.get(FIELD) else None


def _scope(request: HttpRequest) -> str:
    if token := request.headers.get("Authorization"):
        return opaque("scope", f"token:{token}")
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return scope_of_user(user.pk)
    session = getattr(request, "session", None)
    visitor = (session and session.session_key) or request.META.get("CSRF_COOKIE")
    return opaque("scope", f"visitor:{visitor or request.META.get('REMOTE_ADDR', '')}")


def _fingerprint(request: HttpRequest) -> str:
    content = _parts(request) if request.content_type == "multipart/form-data" else request.body
    what = f"{request.method} {request.get_full_path()} {request.content_type}\n".encode()
    return opaque("fingerprint", what + hashlib.sha256(content).digest())


def _parts(request: HttpRequest) -> bytes:
    """The boundary of a multipart body may change from one sending to the next; its parts do not."""
    parts = [repr(sorted(request.POST.lists()))]
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest = hashlib.sha256()
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
            parts.append(f"{name} {upload.name} {digest.hexdigest()}")
    return "\n".join(parts).encode()
