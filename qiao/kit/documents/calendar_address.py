"""Addresses that calendar programs read without signing in: the id of a row with a proof that only this
server makes, so that a copy of the table opens nothing."""

import base64
import binascii
import hmac
from uuid import UUID

from django.utils.crypto import salted_hmac

PROOF = 16  # bytes: 128 bits that nobody guesses


def token_of(key: UUID, salt: str) -> str:
    return base64.urlsafe_b64encode(key.bytes + _proof(key, salt)).decode().rstrip("=")


def key_of(token: str, salt: str) -> UUID | None:
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + PROOF:
        return None
    key = UUID(bytes=raw[:16])
    return key if hmac.compare_digest(raw[16:], _proof(key, salt)) else None


def _proof(key: UUID, salt: str) -> bytes:
    return salted_hmac(salt, key.hex, algorithm="sha256").digest()[:PROOF]
