"""Folds text so that what a person means is found: width, script, case, accents; and cuts it into tokens.

Tokens hold letters, digits and the full-width marks below, which folding removes from all text: nobody can
type them, and neither database's query language knows them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from opencc import OpenCC

from qiao.kit.bilingual.pinyin import alternatives, reading, without_tone
from qiao.kit.bilingual.script import GAPS_IN_NAMES, HAN_RUNS, LETTERS, MARKS, PARTS, PIECES
from qiao.kit.text import MAX_MARKS

EXACT = "\uff1d"  # ＝ before a whole name without its spaces
SPELLED = "\uff5e"  # ～ before the pinyin of a name from one of its characters on
INITIALS = "\uff03"  # ＃ before the first letters of a name from one of its characters or words on
CODE = "\uff1a"  # ： before a code and between its parts

LONGEST_TEXT = 40_000  # letters that are indexed of one text
LONGEST_WORD = 40
LONGEST_EXACT = 100
LONGEST_SPELLED = 24
LONGEST_INITIALS = 12

_SAME_LETTERS = str.maketrans(
    dict(zip("đðøłħŋŧıþæœ", ["d", "d", "o", "l", "h", "n", "t", "i", "th", "ae", "oe"], strict=True))
    | dict.fromkeys("’ʼʻ‘`´ʹ", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("•・‧∙⋅", "·")
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_NO_LETTER = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_STACK = re.compile(f"([{MARKS}]{{{MAX_MARKS}}})[{MARKS}]+")
_SMALL_WORDS = re.compile("an?|and|at|by|das|de[rs]?|d[iou]|el|et|for|in|l[ae]|of|on|the|to|und|van|von|y")
# Letters that NFKC and accents do not touch but for their width: most text takes this shorter way.
_PLAIN = re.compile("[ -~\u00b7\u2014\u2018-\u201d\u3000-\u3003\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]*")
_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def fold(text: str) -> str:
    """NFKC, simplified characters, no case, no accents, one space between words. Idempotent."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.translate(_table()).lower().split())
    folded = _fold_once(text)
    while not _PLAIN.fullmatch(folded) and (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    text = _UNSEEN.sub("", _NO_LETTER.sub(" ", text))
    text = _STACK.sub(r"\1", text)  # sorting a long run of marks would take quadratic time
    text = unicodedata.normalize("NFKD", text.translate(_SAME_LETTERS)).casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFKC", text).translate(_table())
    return " ".join(text.split())


@cache
def _table() -> dict[int, str]:
    """Simplified by characters: by phrases, a word alone would fold unlike the same word in a sentence."""
    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x323B0)]
    converted = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    pairs = {code: new for code, new in zip(codes, converted, strict=True) if chr(code) != new}
    return _SAME_LETTERS | _WIDTH | {code: pairs.get(ord(new), new) for code, new in pairs.items()}


def compact(folded: str) -> str:
    """Letters and digits alone, to compare whole names."""
    return "".join(LETTERS.findall(folded))


def stem(word: str) -> str:
    """An English word without its plural; the same rule on both sides, so that it need not be right."""
    if len(word) <= 3 or not word.isascii() or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ses", "xes", "zes", "ches", "shes")) else word[:-1]


def is_small(word: str) -> bool:
    """The words that acronyms leave out and queries can do without."""
    return bool(_SMALL_WORDS.fullmatch(word))


def tokens(text: str, names: bool = False) -> list[str]:
    """What is indexed of one text, each token once; a name also whole, by pinyin and by initials."""
    folded = fold(text[:LONGEST_TEXT])
    found: dict[str, None] = {}
    if names:
        _add_name(found, folded)
        folded = GAPS_IN_NAMES.sub("", folded)
    for piece in PIECES.finditer(folded):
        if run := piece["cjk"]:
            found |= dict.fromkeys(run)
            found |= dict.fromkeys(bigrams(run))
        else:
            found |= dict.fromkeys(_words(piece["word"]))
    return list(found)


def code_token(name: str, value: str) -> str:
    """Of one value of a column, with letters and digits alone: SQLite would cut it at anything else."""
    return CODE + CODE.join(PARTS.findall(f"{name} {value}".replace("_", " ")))


def bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def parts(word: str) -> list[str]:
    return PARTS.findall(word)


def _words(compound: str) -> list[str]:
    words = parts(compound)
    whole = ["".join(words)] if 1 < len(words) <= 5 else []
    return [form[:LONGEST_WORD] for word in [*words, *whole] for form in (word, stem(word))]


def _add_name(found: dict[str, None], folded: str) -> None:
    if whole := compact(folded):
        found[EXACT + whole[:LONGEST_EXACT]] = None
    for run in HAN_RUNS.findall(GAPS_IN_NAMES.sub("", folded)):
        syllables = [without_tone(syllable) for syllable in reading(run)]
        found |= dict.fromkeys([*syllables, *_spelled(syllables, range(len(syllables)))])
        for place, other in alternatives(run):
            changed = [*syllables[:place], other, *syllables[place + 1 :]]
            found |= dict.fromkeys([other, *_spelled(changed, range(max(0, place - 3), place + 1))])
    words = [word for word in PARTS.findall(folded) if word.isascii() and not is_small(word)]
    letters = "".join(word[0] for word in words)
    found |= dict.fromkeys(INITIALS + letters[i : i + LONGEST_INITIALS] for i in range(len(letters) - 1))


def _spelled(syllables: list[str], places: Iterable[int]) -> Iterator[str]:
    for place in places:
        yield SPELLED + "".join(syllables[place : place + LONGEST_SPELLED])[:LONGEST_SPELLED]
        if place + 1 < len(syllables):
            yield INITIALS + "".join(s[0] for s in syllables[place : place + LONGEST_INITIALS])
