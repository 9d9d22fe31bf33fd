"""What was attested of a language, as one line: "C1; IELTS 7.5". No scale is turned into another."""

import re
from typing import Any

from qiao.rooms.profiles.enums import CefrLevel

_CEFR = re.compile(r"\b([ABC][12])\b", re.IGNORECASE)
_NATIVE = re.compile(r"\b(native|mother tongue)\b|母语", re.IGNORECASE)
_HSK = re.compile(r"\bHSK\s*-?\s*([1-9])\b", re.IGNORECASE)
_IELTS = re.compile(r"\bIELTS\s*:?\s*([0-9](?:\.[05])?)\b", re.IGNORECASE)
_TOEFL = re.compile(r"\bTOEFL(?:\s*iBT)?\s*:?\s*([0-9]{1,3})\b", re.IGNORECASE)


def said(skill: Any) -> str:
    level = "Native" if skill.cefr == CefrLevel.NATIVE else skill.cefr.upper()
    tests = (("HSK", skill.hsk), ("IELTS", skill.ielts), ("TOEFL", skill.toefl))
    return "; ".join(
        [*filter(None, [level]), *(f"{name} {value}" for name, value in tests if value is not None)]
    )


def understood(text: str) -> dict[str, Any]:
    """The columns that the line names; none where it speaks in its own words."""
    values: dict[str, Any] = {}
    if found := _CEFR.search(text):
        values["cefr"] = found[1].lower()
    elif _NATIVE.search(text):
        values["cefr"] = CefrLevel.NATIVE.value
    if found := _HSK.search(text):
        values["hsk"] = int(found[1])
    if found := _IELTS.search(text):
        values["ielts"] = found[1]
    if found := _TOEFL.search(text):
        values["toefl"] = int(found[1])
    return values
