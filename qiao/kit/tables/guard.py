"""Keeps a spreadsheet from running what people typed (CWE-1236), without losing a letter.

A text that begins with a formula sign gets an apostrophe in front, and so does each part that a reader with
another list separator would cut off (`a;=1+1` on a machine whose separator is the semicolon). `unguarded`
takes exactly these apostrophes away again: text written by Qiao comes back as it was.
"""

import re

_SIGNS = "=+\\-@＝＋－＠"
_AT_START = rf"\A(?='*[{_SIGNS}\t\r\n])"
_INSIDE = rf"(?<=[;\t\r\n])(?='*[{_SIGNS}])"
_TO_GUARD = re.compile(f"{_AT_START}|{_INSIDE}")
_GUARD = re.compile(rf"\A'(?='*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])'(?='*[{_SIGNS}])")


def guarded(text: str) -> str:
    return _TO_GUARD.sub("'", text)


def unguarded(text: str) -> str:
    return _GUARD.sub("", text) if "'" in text else text


def is_formula_like(text: str) -> bool:
    return bool(_TO_GUARD.match(text))
