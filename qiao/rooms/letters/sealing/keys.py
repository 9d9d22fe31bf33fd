"""The keys that seal passport data, each named by an id that stands beside what it sealed.

The first secret seals; all of them open. A secret is put before the others to rotate, and taken out once
`reseal` has run.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

INFO = b"qiao.letters.sealing"


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    secret: bytes


def keys() -> list[Key]:
    secrets = [*settings.SEALING_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_key(str(secret)) for secret in secrets]


def _key(secret: str) -> Key:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=INFO).derive(secret.encode())
    return Key(hashlib.sha256(derived).hexdigest()[:8], derived)
