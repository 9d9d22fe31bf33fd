"""Many sealed columns at once: the keys are made ready once for all of them, not once for each."""

import base64
import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import MARK, NONCE


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
    for content in contents:
        nonce = os.urandom(NONCE)
        body = nonce + cipher.encrypt(nonce, content, bound)
        yield mark + base64.urlsafe_b64encode(body).decode()
