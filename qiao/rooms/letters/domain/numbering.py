"""The number of a letter and its unguessable code."""

import hashlib
import secrets
from typing import Any

from django.db.models import Max
from django.utils import timezone

from qiao.rooms.letters.domain.settings import require_settings
from qiao.rooms.letters.models import Letter

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
LENGTH, GROUP = 20, 5


def numbered(letter: Letter) -> dict[str, Any]:
    """The caller holds the lock of the exchange: two letters never get one number, and none is left out."""
    year = timezone.now().astimezone(letter.exchange.zone).year
    of_the_year = Letter.objects.filter(exchange=letter.exchange_id, year=year)
    running = (of_the_year.aggregate(last=Max("running"))["last"] or 0) + 1
    code = new_code()
    return {
        "year": year,
        "running": running,
        "number": f"{require_settings(letter.exchange).code}-{year}-{running:04d}",
        "code": code,
        "code_hash": fingerprint(code),
    }


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def fingerprint(code: str) -> str:
    """Of any writing of the code: small letters, spaces and hyphens do not count."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
