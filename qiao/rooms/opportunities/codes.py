"""Fields and languages of an opportunity as bits of one number: lists of 100,000 are filtered and counted by
them without a look at other tables. And what it is filtered by as codes of the search index."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from qiao.kit.bilingual.search import Code
from qiao.rooms.directory.isced import FIELDS
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity

LANGUAGES = (
    *("zh", "en", "de", "fr", "es", "ja", "ko", "ru", "pt", "it", "ar", "nl", "sv", "da", "no", "fi"),
    *("pl", "cs", "hu", "el", "he", "tr", "fa", "hi", "id", "ms", "th", "vi", "uk", "ro"),
)
OTHER_LANGUAGE = "other"
BROAD = tuple(code for code in FIELDS if len(code) == 2)


def field_bit(code: str) -> int:
    """Of the broad field of ISCED-F, which the first two digits name."""
    return 1 << int(code[:2])


def language_bit(language: str) -> int:
    return 1 << (LANGUAGES.index(language) + 1) if language in LANGUAGES else 1


def all_bits(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def codes_of(opportunity: Opportunity) -> Iterator[Code]:
    """Written with every change of these columns. Not the host: a merge of hosts moves it by itself. What is
    not published has none, so that every code leads to public ones alone."""
    if opportunity.state != OpportunityState.PUBLISHED:
        return
    for name in ("state", "kind", "country", "degree", "career_stage", "reach"):
        yield name, getattr(opportunity, name)
    yield "is_remote", "1" if opportunity.is_remote else "0"
    for code in BROAD:
        if opportunity.field_bits & field_bit(code):
            yield "field", code
    for language in (*LANGUAGES, OTHER_LANGUAGE):
        if opportunity.language_bits & language_bit(language):
            yield "language", language
