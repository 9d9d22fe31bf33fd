"""Keys that sort text as its readers expect, compared byte for byte, so that both databases agree."""

import re

from qiao.kit.bilingual.folding import fold
from qiao.kit.bilingual.pinyin import reading
from qiao.kit.bilingual.script import CJK, GAPS_IN_NAMES, HAN, WORD

LONGEST = 255
_UNITS = re.compile(f"(?P<number>[0-9]+)|(?P<han>[{HAN}]+)|(?P<word>(?:(?![0-9]){WORD}|[{CJK}])+)")
_JOINED = re.compile("(?<=[a-z])['.](?=[a-z])")
_ARTICLE = re.compile("^the ")


def sort_key(text: str, language: str, *, is_surname_first: bool = False) -> str:
    """`language` is "zh" (by pinyin, tone, strokes; Latin words by their letters among them) or "en"."""
    folded = GAPS_IN_NAMES.sub("", _JOINED.sub("", fold(text[: 2 * LONGEST])))
    if language == "en":
        folded = _ARTICLE.sub("", folded)
    units = [_unit(found, is_surname_first and found.start() == 0) for found in _UNITS.finditer(folded)]
    return " ".join(unit for unit in units if unit)[:LONGEST]


def _unit(found: re.Match[str], is_surname: bool) -> str:
    if number := found["number"]:
        digits = number.lstrip("0") or "0"
        return f"{min(len(digits), 99):02d}{digits[:99]}"  # 9 before 10
    if run := found["han"]:
        syllables = reading(run, is_surname=is_surname)
        return "".join(syllable + _strokes(c) for syllable, c in zip(syllables, run, strict=True))
    return found["word"]


def _strokes(character: str) -> str:
    """GB 2312 orders characters of one sound by their strokes, the common ones before the rare."""
    code = character.encode("gb2312", errors="ignore")
    if len(code) != 2:
        return "~" + character
    return chr(code[0] - 0xB0 + 0x21) + chr(code[1] - 0xA1 + 0x21)
