"""How often the API may be asked: by token, else by address. Counted in the cache all processes share."""

import hashlib
import math
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

WINDOW = 60  # seconds


@dataclass(frozen=True)
class Allowance:
    limit: int
    used: int
    resets_in: int  # seconds

    @property
    def is_spent(self) -> bool:
        return self.used > self.limit

    def tell(self, response: HttpResponse) -> None:
        response["RateLimit-Limit"] = str(self.limit)
        response["RateLimit-Remaining"] = str(max(self.limit - self.used, 0))
        response["RateLimit-Reset"] = str(self.resets_in)
        if self.is_spent:
            response["Retry-After"] = str(self.resets_in)


def spend(request: HttpRequest) -> Allowance:
    """Counts this request. Wrong tokens are counted by address: a new guess finds no new limit."""
    address, token = client_address(request), request.headers.get("Authorization", "")
    guesses = _allowance("guesses", address, add=0)
    if token and guesses.is_spent:
        return guesses
    return _allowance("token", token) if token else _allowance("address", address)


def note_wrong_token(request: HttpRequest) -> None:
    if request.headers.get("Authorization"):
        _allowance("guesses", client_address(request))


def client_address(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied, ValueError):
        return str(request.META.get("REMOTE_ADDR", ""))


def _allowance(kind: str, whose: str, add: int = 1) -> Allowance:
    window, elapsed = divmod(time.time(), WINDOW)
    digest = hashlib.sha256(whose.encode()).hexdigest()
    key = f"api-limit:{kind}:{digest}:{int(window)}"
    used = int(cache.get(key, 0)) + add
    if add:
        cache.set(key, used, WINDOW * 2)
    return Allowance(settings.API_LIMITS[kind], used, math.ceil(WINDOW - elapsed))
