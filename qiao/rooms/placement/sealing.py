"""Many sealed columns at once: the keys are made ready once for all of them, not once for each."""

import base64
import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import MARK, NONCE

DRAWN = 500  # at once


def open_many(sealed: Iterable[str], column: str) -> Iterator[bytes]:
    """What `unseal` gives for each of them.

    Raises
    ------
    CannotBeOpened : one of them was sealed with a key that is not there, or is not what was sealed.
    """
    ciphers = {key.id: AESGCM(key.secret) for key in keys()}
    bound = column.encode()
    try:
        for text in sealed:
            _mark, key_id, body = text.split(".")
            content = base64.b64decode(body, b"-_")
            yield ciphers[key_id].decrypt(content[:NONCE], content[NONCE:], bound)
    except (ValueError, KeyError, InvalidTag):
        raise CannotBeOpened from None


def seal_many(contents: Iterable[bytes], column: str) -> Iterator[str]:
    """What `seal` gives for each of them."""
    key = keys()[0]
    cipher, bound, mark = AESGCM(key.secret), column.encode(), f"{MARK}.{key.id}."
    for nonce, content in zip(_nonces(), contents, strict=False):
        body = nonce + cipher.encrypt(nonce, content, bound)
        yield mark + base64.b64encode(body, b"-_").decode()


def _nonces() -> Iterator[bytes]:
    """Each drawn once: asking the system for each alone would cost as much as sealing."""
    while drawn := os.urandom(NONCE * DRAWN):
        yield from (drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE))
