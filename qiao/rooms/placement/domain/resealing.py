"""After a rotation of keys: what an old key sealed is sealed anew with the first, many rows at a time."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast, Substr

from qiao.kit.records import Record
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import MARK
from qiao.rooms.placement.models import MatchingRound, MatchingRun, Pair, Placement, PostList, RankOrderList
from qiao.rooms.placement.sealing import open_many, seal_many

COLUMNS: list[tuple[type[Record], str]] = [
    (MatchingRound, "nonce"),
    (RankOrderList, "content"),
    (PostList, "content"),
    (Pair, "content"),
    (Placement, "reasons"),
    (MatchingRun, "instance"),
    (MatchingRun, "result"),
]
BATCH = 500


def reseal_some(check: Callable[[], None], *, most: int = 5_000) -> int:
    done = 0
    for model, name in COLUMNS:
        while done < most and (some := _outdated(model, name)):
            check()
            done += _resealed(model, name, some)
    return done


def _outdated(model: type[Record], name: str) -> list[tuple[Any, str]]:
    current = f"{MARK}.{keys()[0].id}."
    sealed = model._default_manager.exclude(**{f"{name}__isnull": True})
    stale = sealed.annotate(sealed_by=Substr(name, 1, len(current))).exclude(sealed_by=current)
    stale = stale.annotate(as_stored=Cast(name, TextField())).order_by("pk")
    return list(stale.values_list("pk", "as_stored")[:BATCH])


@transaction.atomic
def _resealed(model: type[Record], name: str, some: list[tuple[Any, str]]) -> int:
    """A row that changed meanwhile was sealed with the first key by that."""
    column = f"{model._meta.label_lower}.{name}"
    fresh = seal_many(open_many([text for _pk, text in some], column), column)
    quote_name, table = connection.ops.quote_name, model._meta.db_table
    raw = model._meta.pk.get_db_prep_value
    rows = [(new, raw(pk, connection), old) for new, (pk, old) in zip(fresh, some, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote_name(table)} SET {quote_name(name)} = %s"  # noqa: S608 (names of our own)  # nosec
            f" WHERE id = %s AND {quote_name(name)} = %s",
            rows,
        )
    return len(some)
