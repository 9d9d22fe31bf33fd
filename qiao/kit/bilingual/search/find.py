"""Narrows a queryset to what a query means, and puts the best first."""

from typing import Any, TypeVar

from django.db.models import BooleanField, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.bilingual.search.query import AllOf, Node, Token, all_of, parse, whole_name
from qiao.kit.bilingual.search.schema import JOINED, all_vector, names_vector

Found = TypeVar("Found", bound=Model)
# No real limit, but a limit: with one the planner asks the index first. Left free, it walks through the list
# in its order and judges row after row, which takes seconds when few or none match.
MOST = 1_000_000
Sql = tuple[str, tuple[str | int, ...]]


class Matches(Func):
    """True for entries whose tokens satisfy the tree, and whose codes satisfy `codes`; both are parameters,
    never a part of the SQL. Nobody can type a code: it needs no column of its own. `most` is for SQLite,
    which else fetches the keys of all before it looks at the first."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, node: Node, *, in_names: bool, codes: Node | None = None, most: int = 0) -> None:
        super().__init__("id", "names", "texts", "codes")
        self.node = node
        self.most = most
        self.in_names = in_names
        self.codes = codes

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Sql:
        key, *_columns = self._columns(compiler)
        found = "SELECT rowid FROM bilingual_searchindex WHERE bilingual_searchindex MATCH %s"
        if self.most:
            return f"{key} IN ({found} LIMIT %s)", (self.in_fts5, self.most)
        return f"{key} IN ({found})", (self.in_fts5,)

    @property
    def in_fts5(self) -> str:
        text = f"names : {fts5(self.node)}" if self.in_names else fts5(self.node)
        return f"({text}) AND {fts5(self.codes)}" if self.codes else text

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Sql:
        _key, names, texts, codes = self._columns(compiler)
        vector = names_vector(names, codes) if self.in_names else all_vector(names, texts, codes)
        both = all_of([self.node, self.codes]) if self.codes else self.node
        return f"{vector} @@ %s::tsquery", (tsquery(both),)

    def _columns(self, compiler: SQLCompiler) -> list[str]:
        return [compiler.compile(column)[0] for column in self.get_source_expressions()]


class Holds(Matches):
    """The same, without codes, asked of a row that is at hand: PostgreSQL looks into its tokens, which is
    quicker than to make a vector of them."""

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> Sql:
        _key, names, texts, _codes = self._columns(compiler)
        tokens = JOINED.join(["''", names, *(() if self.in_names else (texts,)), "''"])
        asked, wanted = _within_tokens(self.node)
        once = f"(SELECT {tokens} AS tokens OFFSET 0) AS held"
        return f"EXISTS(SELECT 1 FROM {once} WHERE {asked})", wanted  # noqa: S608 (parameters)  # nosec


def _within_tokens(node: Node) -> Sql:
    if isinstance(node, Token):
        return "strpos(held.tokens, %s) > 0", (f" {node.text}" if node.is_prefix else f" {node.text} ",)
    parts = [_within_tokens(part) for part in node.nodes]
    word = " AND " if isinstance(node, AllOf) else " OR "
    return f"({word.join(part[0] for part in parts)})", tuple(value for part in parts for value in part[1])


def fts5(node: Node) -> str:
    if isinstance(node, Token):
        quoted = node.text.replace('"', '""')
        return f'"{quoted}"*' if node.is_prefix else f'"{quoted}"'
    word = " AND " if isinstance(node, AllOf) else " OR "
    return f"({word.join(map(fts5, node.nodes))})"


def tsquery(node: Node) -> str:
    if isinstance(node, Token):
        quoted = node.text.replace("\\", "\\\\").replace("'", "''")
        return f"'{quoted}':*" if node.is_prefix else f"'{quoted}'"
    word = " & " if isinstance(node, AllOf) else " | "
    return f"({word.join(map(tsquery, node.nodes))})"


def matching(queryset: QuerySet[Found], query: str) -> QuerySet[Found]:
    """The rows that hold every word of the query, in any of its forms. An empty query leaves all."""
    if not query.strip():
        return queryset
    return _within(queryset, parse(query), in_names=False)


def best(queryset: QuerySet[Found], query: str, limit: int = 20) -> list[Found]:
    """The whole name first, then names that begin so, then names, then text; each in the queryset's order."""
    if not queryset.ordered:
        queryset = queryset.order_by("pk")
    found: list[Found] = []
    for node, in_names in _tiers(query):
        if len(found) < limit:
            rest = _within(queryset, node, in_names=in_names).exclude(pk__in=[row.pk for row in found])
            found += rest[: limit - len(found)]
    return found


def _tiers(query: str) -> list[tuple[Node | None, bool]]:
    everywhere = parse(query)
    return [
        (whole_name(query, is_prefix=False), True),
        (whole_name(query, is_prefix=True), True),
        (everywhere, True),
        (everywhere, False),
    ]


def _within(queryset: QuerySet[Found], node: Node | None, *, in_names: bool) -> QuerySet[Found]:
    if node is None:
        return queryset.none()
    entries = SearchEntry.objects.filter(Matches(node, in_names=in_names), kind=_kind(queryset))
    return queryset.filter(pk__in=entries.values("object_id")[:MOST])


def _kind(queryset: QuerySet[Found]) -> str:
    concrete = queryset.model._meta.concrete_model or queryset.model
    return concrete._meta.label_lower
