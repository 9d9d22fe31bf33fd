"""How Chinese characters are read: as a phrase, as a surname, and the other readings that people type."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import seg
from pypinyin.style import convert

_readings: dict[str, dict[str, str]] = tomllib.loads(
    files("qiao.kit.bilingual").joinpath("pinyin.toml").read_text(encoding="utf-8")
)
SURNAMES = {name: tuple(syllables.split()) for name, syllables in _readings["surnames"].items()}
POLYPHONES = {character: tuple(others.split()) for character, others in _readings["polyphones"].items()}
MAX_ALTERNATIVES = 8
LONGEST_SYLLABLE = 6


@lru_cache(maxsize=16_384)
def reading(characters: str, *, is_surname: bool = False) -> tuple[str, ...]:
    """A syllable with its tone digit for each character; one that has no reading stands for itself."""
    syllables = [syllable for word in seg.cut(characters) for syllable in _word(word)]
    if is_surname:
        surname = surname_reading(characters)
        syllables[: len(surname)] = surname
    return tuple(syllables)


def _word(word: str) -> list[str]:
    """pypinyin's dictionaries read directly: its own functions take five times as long."""
    readings = PHRASES_DICT.get(word) or [[PINYIN_DICT.get(ord(c), c).split(",")[0]] for c in word]
    return [_toned(marked) for (marked, *_others) in readings]


@cache
def _toned(marked: str) -> str:
    syllable = convert(marked, Style.TONE3, strict=True)
    return syllable if syllable[-1].isdigit() or not syllable.isascii() else f"{syllable}5"


def surname_reading(characters: str) -> tuple[str, ...]:
    return SURNAMES.get(characters[:2]) or SURNAMES.get(characters[:1]) or ()


def without_tone(syllable: str) -> str:
    return syllable.rstrip("12345")


@lru_cache(maxsize=16_384)
def alternatives(characters: str) -> tuple[tuple[int, str], ...]:
    """Other syllables without tone, each with its place: surnames, polyphones, the spellings of ü."""
    usual = [without_tone(syllable) for syllable in reading(characters)]
    found = dict.fromkeys(
        (place, without_tone(syllable)) for place, syllable in enumerate(surname_reading(characters))
    )
    found |= dict.fromkeys((place, other) for place, c in enumerate(characters) for other in _common(c))
    found |= dict.fromkeys((place, other) for place, s in enumerate(usual) for other in _spellings(s))
    return tuple(pair for pair in found if usual[pair[0]] != pair[1])[:MAX_ALTERNATIVES]


@cache
def _common(character: str) -> tuple[str, ...]:
    """What the character is read as alone, for 重庆 typed as zhongqing, and its other common readings."""
    return (without_tone(reading(character)[0]), *POLYPHONES.get(character, ()))


def _spellings(syllable: str) -> tuple[str, ...]:
    """ü is v on keyboards, yu in passports, and u to most foreigners."""
    return (syllable.replace("v", "yu"), syllable.replace("v", "u")) if "v" in syllable else ()


@cache
def syllables() -> frozenset[str]:
    """Every syllable of Mandarin, in each spelling."""
    marked = {syllable for readings in PINYIN_DICT.values() for syllable in readings.split(",")}
    plain = {convert(syllable, Style.NORMAL, strict=True) for syllable in marked}
    plain |= {other for syllable in plain for other in _spellings(syllable)}
    return frozenset(s for s in plain if s.isascii() and s.isalpha() and (len(s) > 1 or s in "aeo"))


@lru_cache(maxsize=4096)
def can_be_spelled(letters: str) -> bool:
    """True when the letters can be syllables of Mandarin, the last of them perhaps not finished."""
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(
            end - start <= 6 and start in reached and letters[start:end] in syllables()
            for start in range(end)
        ):
            reached.add(end)
    return any(letters[start:] in beginnings() for start in reached)


@cache
def beginnings() -> frozenset[str]:
    return frozenset(s[:length] for s in syllables() for length in range(len(s) + 1))
