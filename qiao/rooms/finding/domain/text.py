"""Text and codes as a condition on opportunities, in the way that is quick for what many have and for what
few have: few are fetched by their keys, among many one walks through the list and asks each.

Codes are the filters' values in the index of words: words and filters are looked up there together. They only
lead to rows; the columns of the rows are asked as well."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

from qiao.kit.bilingual.folding import CODE
from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.bilingual.search.find import Holds, Matches, Sql
from qiao.kit.bilingual.search.query import Node, Token, parse, whole_name
from qiao.rooms.opportunities.models import Opportunity

KIND = Opportunity._meta.label_lower
FEW = 1100  # are sorted; of more, as many mostly show that there are more than are counted
NEVER = Token(CODE)  # never is a token by itself


class Among(Func):
    """The key is one of these, which are one parameter however many they are: as a list of a thousand, they
    take longer to write down than to find."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__("pk")
        self.keys = keys

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Sql:
        column, _params = compiler.compile(self.get_source_expressions()[0])
        found = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({found})", (json.dumps(self.keys),)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Sql:
        column, _params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} = ANY(%s::uuid[])", ("{" + ",".join(self.keys) + "}",)


class Holding:
    """What satisfies a tree of words and codes. Nothing is asked before it is needed."""

    def __init__(self, node: Node, codes: Node | None = None, *, in_names: bool = False) -> None:
        self.node, self.codes, self.in_names = node, codes, in_names

    @property
    def first(self) -> Q:
        """All where they are few, else one more."""
        return Q(pk__in=SearchEntry.objects.filter(self._matches(FEW + 1)).values("object_id")[: FEW + 1])

    @cached_property
    def keys(self) -> list[str]:
        """Of all where they are few, else one more, as the database writes them: of objects of any kind, for
        asked for one kind SQLite would look through all its entries."""
        found = SearchEntry.objects.filter(self._matches(FEW + 1)).annotate(
            key=Cast("object_id", CharField())
        )
        return [row[0] for row in fetched(found.values_list("key")[: FEW + 1])]

    @cached_property
    def is_rare(self) -> bool:
        """Few rows are better sorted than walked through. Who knows without a question may say so."""
        return len(self.keys) <= FEW

    @property
    def condition(self) -> Q:
        """For rows in an order."""
        return self.among if self.is_rare else self.asked

    @property
    def counting(self) -> Q:
        """For rows in any order. PostgreSQL takes long to ask each: it begins with the words."""
        if self.is_rare or is_sqlite():
            return self.condition
        return Q(pk__in=SearchEntry.objects.filter(self._matches()).values("object_id"))

    @property
    def among(self) -> Q:
        return Q(Among(self.keys)) if self.keys else NOTHING

    @property
    def asked(self) -> Q:
        """Of one row after the other. SQLite fetches the keys first, so the fewer the better. PostgreSQL
        makes a join of EXISTS and begins it at either end; a value it can only ask row by row."""
        entry = SearchEntry.objects.filter(kind=KIND, object_id=OuterRef("pk"))
        if is_sqlite():
            return Q(Exists(entry.filter(self._matches())))
        answer = ExpressionWrapper(Holds(self.node, in_names=self.in_names), output_field=BooleanField())
        return Q(Coalesce(Subquery(entry.values_list(answer)), Value(value=False)))

    def _matches(self, most: int = 0) -> Matches:
        return Matches(self.node, in_names=self.in_names, codes=self.codes, most=most)


class OfColumns(Holding):
    """Codes alone: many rows that have them are asked for their columns."""

    @property
    def asked(self) -> Q:
        return Q()

    @property
    def counting(self) -> Q:
        return self.condition


NOTHING = Q(pk__in=[])


def holds(text: str, codes: Node | None = None) -> Holding | None:
    """Every word of the text, in any of its forms, and the codes. None where nothing is asked for; text
    without a letter is held by nothing."""
    if text.strip():
        return Holding(parse(text) or NEVER, codes)
    return OfColumns(codes) if codes else None


def holds_each(text: str) -> Q:
    """The text for one row after the other, without a question to the database beforehand."""
    return Holding(parse(text) or NEVER).asked if text.strip() else Q()


def tiers(text: str, codes: Node | None = None) -> list[Holding]:
    """Best first: the whole name, names that begin so, names. Each holds more than the one before it."""
    nodes = (whole_name(text, is_prefix=False), whole_name(text, is_prefix=True), parse(text))
    return [Holding(node or NEVER, codes, in_names=True) for node in nodes]


def fetched(rows: QuerySet[Any]) -> list[tuple[Any, ...]]:
    """As the database gives them: a thousand rows take Django longer than the database."""
    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"
