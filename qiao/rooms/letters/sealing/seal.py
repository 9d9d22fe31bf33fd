"""Authenticated encryption (AES-256-GCM), bound to the column: `s1.<key id>.<nonce and text>`."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.sealing.keys import keys

MARK = "s1"
NONCE = 12  # bytes


def seal(content: bytes, column: str) -> str:
    key, nonce = keys()[0], os.urandom(NONCE)
    body = nonce + AESGCM(key.secret).encrypt(nonce, content, column.encode())
    return f"{MARK}.{key.id}.{base64.urlsafe_b64encode(body).decode()}"


def unseal(sealed: str, column: str) -> bytes:
    try:
        _mark, key_id, text = sealed.split(".")
        body = base64.urlsafe_b64decode(text)
        secret = {key.id: key.secret for key in keys()}[key_id]
        return AESGCM(secret).decrypt(body[:NONCE], body[NONCE:], column.encode())
    except (ValueError, KeyError, InvalidTag):
        raise CannotBeOpened from None


def is_current(sealed: str) -> bool:
    return sealed.startswith(f"{MARK}.{keys()[0].id}.")
