"""The other forms of a term, from the glossary: automobile for 汽车, and 汽车 for automobile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from qiao.kit.bilingual.folding import fold, is_small, stem
from qiao.kit.bilingual.glossary import glossary

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a query, how many letters or words long, and the other forms of its term, if it is one."""

    text: str
    length: int
    others: tuple[str, ...] = ()


def segments_of_characters(run: str) -> list[Segment]:
    """The longest terms from left to right, and what stands between them."""
    known, longest = _characters()
    found: list[Segment] = []
    start = place = 0
    while place < len(run):
        ends = range(min(len(run), place + longest), place + 1, -1)
        if end := next((end for end in ends if run[place:end] in known), 0):
            found += _between(run[start:place])
            found.append(Segment(run[place:end], end - place, known[run[place:end]]))
            start = place = end
        else:
            place += 1
    return [*found, *_between(run[start:])]


def segments_of_words(stems: list[str]) -> list[Segment]:
    """The longest terms from left to right; every other word by itself."""
    known, longest = _words()
    found: list[Segment] = []
    place = 0
    while place < len(stems):
        ends = range(min(len(stems), place + longest), place, -1)
        end = next((end for end in ends if tuple(stems[place:end]) in known), place + 1)
        words = tuple(stems[place:end])
        found.append(Segment(" ".join(words), len(words), known.get(words, ())))
        place = end
    return found


def _between(text: str) -> Iterator[Segment]:
    if text:
        yield Segment(text, len(text))


@cache
def _characters() -> tuple[dict[str, tuple[str, ...]], int]:
    known = {fold(form): others for form, others in _forms() if not form.isascii()}
    return known, max(map(len, known))


@cache
def _words() -> tuple[dict[Words, tuple[str, ...]], int]:
    known = {words_of(form): others for form, others in _forms() if form.isascii()}
    return known, max(map(len, known))


def words_of(form: str) -> Words:
    """As a query is cut: small words left out, plurals off."""
    return tuple(stem(word) for word in fold(form).split() if not is_small(word))


def _forms() -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each form with all others of its terms; a form of several terms has the others of all of them."""
    others: dict[str, dict[str, None]] = {}
    for forms in glossary().groups():
        for form in forms:
            others.setdefault(form, {}).update(dict.fromkeys(other for other in forms if other != form))
    return [(form, tuple(found)) for form, found in others.items()]
