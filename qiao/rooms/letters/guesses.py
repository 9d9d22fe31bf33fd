"""How often an address may ask the public page about codes that do not exist."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from qiao.kit.api.limits import client_address
from qiao.kit.errors import TooMany

WINDOW = 600  # seconds
MOST_GUESSES = 20


def require_patience(request: HttpRequest) -> None:
    """Before the code is looked up: whoever guesses learns nothing more, of codes that exist either."""
    if int(cache.get(_key(request), 0)) >= MOST_GUESSES:
        raise TooMany


def note_guess(request: HttpRequest) -> None:
    key = _key(request)
    cache.add(key, 0, WINDOW * 2)
    cache.incr(key)


def _key(request: HttpRequest) -> str:
    digest = hashlib.sha256(client_address(request).encode()).hexdigest()
    return f"letter-guesses:{digest}:{int(time.time() // WINDOW)}"
