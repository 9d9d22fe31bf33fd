"""Text as a condition on opportunities, in the way that is quick for a word that many have and for one that
few have: few are fetched by their ids, among many one walks through the list and asks each. PostgreSQL takes
long to ask each: to count in any order it begins with the words.

Keys are unique over all kinds of objects: few are asked for by key alone, for SQLite would look through all
entries of the kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.bilingual.search.find import Matches, fts5
from qiao.kit.bilingual.search.query import Node, parse, whole_name
from qiao.rooms.opportunities.models import Opportunity

KIND = Opportunity._meta.label_lower
FEW = 1500  # are sorted
SOME = 8000  # are counted by their keys
FIRST = 1500  # of more, where nothing but the text narrows: mostly enough to know that they are many
_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM bilingual_searchindex WHERE bilingual_searchindex MATCH %s LIMIT %s)"
)


@dataclass(frozen=True, slots=True)
class Holding:
    """`condition` is for rows in an order, `counting` for rows in any; `first` leaves some of many. Few rows
    are better sorted than walked through."""

    condition: Q
    counting: Q
    is_rare: bool = False
    first: Q | None = None

    def without(self, other: "Holding") -> "Holding":
        if NOTHING in (self.condition, other.condition):
            return self
        rest = self.condition & ~other.condition
        return Holding(rest, rest, self.is_rare)


NOTHING = Q(pk__in=[])
ALL = Holding(Q(), Q())
NONE = Holding(NOTHING, NOTHING, is_rare=True)


def holds(text: str) -> Holding:
    """Every word of the text, in any of its forms. Empty, it leaves all; without a letter, none."""
    return _holding(parse(text), in_names=False) if text.strip() else ALL


def holds_each(text: str) -> Q:
    """The same for one row after the other, without a question to the database beforehand."""
    if not text.strip():
        return Q()
    node = parse(text)
    return NOTHING if node is None else _asked(SearchEntry.objects.filter(Matches(node, in_names=False)))


def tiers(text: str) -> Iterator[Holding]:
    """Parts of what holds the text, best first: the whole name, names that begin so, names, text. Each row is
    in one of them, and each is only made when it is asked for."""
    exact = _holding(whole_name(text, is_prefix=False), in_names=True)
    yield exact
    begins = _holding(whole_name(text, is_prefix=True), in_names=True)
    yield begins.without(exact)
    named = _holding(parse(text), in_names=True)
    yield named.without(begins)
    yield ALL.without(named).without(begins)


def _holding(node: Node | None, *, in_names: bool) -> Holding:
    if node is None:
        return NONE
    entries = SearchEntry.objects.filter(Matches(node, in_names=in_names))
    if not (number := _number(node, entries, in_names=in_names)):
        return NONE
    asked, keyed = _asked(entries), Q(pk__in=entries.values("object_id")[:SOME])
    if number <= FEW:
        return Holding(keyed, keyed, is_rare=True)
    first = Q(pk__in=entries.values("object_id")[:FIRST])
    if number <= SOME or not _is_sqlite():
        return Holding(asked, Q(pk__in=entries.values("object_id")), first=first)
    return Holding(asked, asked, first=first)


def _number(node: Node, entries: QuerySet[SearchEntry], *, in_names: bool) -> int:
    """How many entries of any kind hold it, as far as it matters. SQLite counts in its index of words."""
    if not _is_sqlite():
        return entries[: FEW + 1].count()
    words = f"names : {fts5(node)}" if in_names else fts5(node)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [words, SOME + 1])
        row: Any = cursor.fetchone()
    return int(row[0])


def _asked(entries: QuerySet[SearchEntry]) -> Q:
    return Q(Exists(entries.filter(kind=KIND, object_id=OuterRef("pk"))))


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"
