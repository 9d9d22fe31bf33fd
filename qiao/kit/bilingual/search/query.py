"""What a person typed, as a tree of tokens: every word, each in any of the ways it may be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from qiao.kit.bilingual.expansion import segments_of_characters, segments_of_words
from qiao.kit.bilingual.folding import (
    EXACT,
    INITIALS,
    LONGEST_EXACT,
    LONGEST_SPELLED,
    LONGEST_WORD,
    SPELLED,
    bigrams,
    code_token,
    compact,
    fold,
    is_small,
    parts,
    stem,
)
from qiao.kit.bilingual.pinyin import can_be_spelled, syllables
from qiao.kit.bilingual.script import PIECES

LONGEST_QUERY = 200  # letters that are looked at
MOST_WORDS = 24
LONGEST_ACRONYM = 8


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    nodes: tuple["Node", ...]


Node = Token | AllOf | AnyOf


def all_of(nodes: Iterable[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else AllOf(distinct)


def any_of(nodes: Iterable[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)


def one_of(name: str, values: Iterable[str]) -> Node:
    """The code `name` with one of the values."""
    return any_of(Token(code_token(name, value)) for value in values)


def parse(query: str) -> Node | None:
    """None when nothing in the query is a letter or a digit. The last word may be unfinished."""
    pieces = list(PIECES.finditer(fold(query[:LONGEST_QUERY])))[:MOST_WORDS]
    nodes: list[Node] = []
    for is_word, group in groupby(pieces, key=lambda piece: piece["word"] is not None):
        found = list(group)
        texts = [piece.group() for piece in found]
        is_last = found[-1] is pieces[-1]
        nodes += _words(texts, is_last=is_last) if is_word else map(_characters, texts)
    return all_of(nodes) if nodes else None


def whole_name(query: str, *, is_prefix: bool) -> Node | None:
    """The query as one whole name, or as the beginning of one."""
    whole = compact(fold(query[:LONGEST_QUERY]))
    return Token(EXACT + whole[:LONGEST_EXACT], is_prefix) if whole else None


def _characters(run: str) -> Node:
    """The run itself, or all of its terms translated: one text is seldom in both languages."""
    segments = segments_of_characters(run)
    if not any(segment.others for segment in segments):
        return _run(run)
    translated = (
        any_of(map(_form, segment.others)) if segment.others else _run(segment.text) for segment in segments
    )
    return any_of([_run(run), all_of(translated)])


def _run(run: str) -> Node:
    return all_of(map(Token, bigrams(run) or [run]))


def _words(texts: list[str], *, is_last: bool) -> list[Node]:
    kept = _without_small(texts)
    segments = segments_of_words([stem(text) for text in kept])
    nodes, start = [], 0
    for segment in segments:
        end = start + segment.length
        own = all_of(
            _compound(text, is_last=is_last and place == len(kept) - 1)
            for place, text in enumerate(kept[start:end], start)
        )
        nodes.append(any_of([own, *map(_form, segment.others)]))
        start = end
    return nodes


def _without_small(texts: list[str]) -> list[str]:
    """Without of and the, unless all may be pinyin: an and de are syllables too."""
    kept = [text for text in texts if not is_small(text)]
    return texts if all(map(can_be_spelled, kept)) else kept


def _form(text: str) -> Node:
    """A form of a term, in either language, as it stands."""
    pieces = PIECES.finditer(fold(text))
    return all_of(_run(piece["cjk"]) if piece["cjk"] else _plain(piece["word"]) for piece in pieces)


def _plain(word: str) -> Node:
    return all_of(Token(stem(part)[:LONGEST_WORD]) for part in parts(word))


def _compound(text: str, *, is_last: bool) -> Node:
    """O'Brien is found as obrien and as o brien."""
    words = parts(text)
    if len(words) == 1:
        return _word(words[0], is_last=is_last)
    apart = all_of(_word(word, is_last=is_last and word is words[-1]) for word in words)
    return any_of([_word("".join(words), is_last=is_last), apart])


def _word(word: str, *, is_last: bool) -> Node:
    forms = [Token(word[:LONGEST_WORD], is_prefix=True)] if is_last and len(word) > 1 else []
    if not forms or stem(word) != word:
        forms.append(Token(stem(word)[:LONGEST_WORD]))
    if len(word) > 1 and word.isascii() and word.isalpha():
        forms += _sounds(word, is_last=is_last)
    return any_of(forms)


def _sounds(word: str, *, is_last: bool) -> Iterable[Token]:
    """Of names: pinyin from any character on, first letters. A finished syllable is a token itself."""
    is_whole_syllable = not is_last and word in syllables()
    if not is_whole_syllable and can_be_spelled(word[:LONGEST_SPELLED]):
        yield Token(SPELLED + word[:LONGEST_SPELLED], is_prefix=True)
    if len(word) <= LONGEST_ACRONYM:
        yield Token(INITIALS + word, is_prefix=True)
