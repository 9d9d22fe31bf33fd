"""Which letters belong to which way of writing, as parts of regular expressions."""

import re
import unicodedata

# Han, kana, hangul and bopomofo are written without spaces between words, so they are indexed by bigrams.
# The private area is among them: GB 18030 long kept rare name characters there.
CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003fffd"
)
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"


def _ranges_of_marks() -> str:
    """Vowel signs of Indic, Khmer, Thai and others: parts of words that `\\w` does not know."""
    marks = [code for code in range(0x300, 0x1E950) if unicodedata.category(chr(code))[0] == "M"]
    return "".join(f"\\U{code:08x}" for code in marks)


MARKS = _ranges_of_marks()
WORD = f"(?:(?![{CJK}])(?:[^\\W_]|[{MARKS}]))"
JOINTS = "'&.\\-/+"  # hold the parts of O'Brien, R&D, Ph.D., Jean-Luc and C/C++ together
DOT = "·"  # between the parts of a name written in characters

HAN_RUNS = re.compile(f"[{HAN}]+")
LETTERS = re.compile(f"[{CJK}]+|{WORD}+")
PIECES = re.compile(f"(?P<cjk>[{CJK}]+)|(?P<word>{WORD}+(?:[{JOINTS}]{WORD}+)*)")
PARTS = re.compile(f"{WORD}+")
GAPS_IN_NAMES = re.compile(f"(?<=[{CJK}])[ {DOT}](?=[{CJK}])")
