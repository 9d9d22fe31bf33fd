"""The result of a request, sealed with the key that its sender holds."""

import base64
import json
from dataclasses import dataclass

from cryptography.fernet import Fernet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

LARGEST_BODY = 256 * 1024
_NEVER_KEPT = {"set-cookie", "content-length", "date", "server", "vary", "x-request-id"}


@dataclass(frozen=True)
class Result:
    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponseBase) -> "Result | None":
        """None for an answer that cannot be given again: a stream, or one that is too large."""
        if not isinstance(response, HttpResponse) or len(response.content) > LARGEST_BODY:
            return None
        headers = {name: value for name, value in response.items() if name.lower() not in _NEVER_KEPT}
        return cls(response.status_code, headers, response.content)

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body, status=self.status, headers=self.headers)
        response["Idempotent-Replayed"] = "true"
        return response

    def seal(self, key: str) -> str:
        plain = {"status": self.status, "headers": self.headers, "body": base64.b64encode(self.body).decode()}
        return _lock(key).encrypt(json.dumps(plain).encode()).decode()

    @classmethod
    def unseal(cls, sealed: str, key: str) -> "Result":
        plain = json.loads(_lock(key).decrypt(sealed.encode()))
        return cls(plain["status"], plain["headers"], base64.b64decode(plain["body"]))


def _lock(key: str) -> Fernet:
    digest = salted_hmac("qiao.idempotency.seal", key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
