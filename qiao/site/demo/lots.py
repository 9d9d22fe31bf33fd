"""Who wishes for what, drawn by lot. The same words always draw the same."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

Option = TypeVar("Option")


def number(*words: object, below: int) -> int:
    told = "|".join(str(word) for word in words)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % below


def order(options: Iterable[Option], *words: object) -> list[Option]:
    """Options are told apart by what they are called."""
    return sorted(options, key=lambda each: number(*words, each, below=2**64))
