"""Many sealed columns at once: keys are made ready once for all of them, and all text is turned at once."""

import os
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qiao.rooms.letters.errors import CannotBeOpened
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import MARK, NONCE

TO_USUAL, TO_SAFE = bytes.maketrans(b"-_", b"+/"), bytes.maketrans(b"+/", b"-_")


def open_many(sealed: Sequence[str], column: str) -> list[bytes]:
    """What `unseal` gives for each of them.

    Raises
    ------
    CannotBeOpened : one of them was sealed with a key that is not there, or is not what was sealed.
    """
    ciphers = {f"{MARK}.{key.id}.".encode(): AESGCM(key.secret) for key in keys()}
    length, bound = len(f"{MARK}.{keys()[0].id}."), column.encode()
    opened = []
    try:
        for text in _lines(sealed):
            body = a2b_base64(text[length:])
            opened.append(ciphers[text[:length]].decrypt(body[:NONCE], body[NONCE:], bound))
    except (Error, ValueError, KeyError, InvalidTag):
        raise CannotBeOpened from None
    return opened


def _lines(sealed: Sequence[str]) -> list[bytes]:
    lines = "\n".join(sealed).encode().translate(TO_USUAL).split(b"\n")
    return lines if sealed else []


def seal_many(contents: Sequence[bytes], column: str) -> list[str]:
    """What `seal` gives for each of them. All nonces are drawn at once: asking the system for each alone
    would cost as much as sealing."""
    key = keys()[0]
    encrypt, bound, mark = AESGCM(key.secret).encrypt, column.encode(), f"{MARK}.{key.id}."
    drawn = os.urandom(NONCE * len(contents))
    nonces = (drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE))
    bodies = [
        b2a_base64(nonce + encrypt(nonce, content, bound))
        for nonce, content in zip(nonces, contents, strict=True)
    ]
    return [mark + text for text in b"".join(bodies).translate(TO_SAFE).decode().splitlines()]
