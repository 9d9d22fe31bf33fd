"""Keeps the index: one entry for each object, written in the transaction that changes the object."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import models, transaction
from django.utils import timezone

from qiao.kit.bilingual.folding import LONGEST_TEXT, code_token, tokens
from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.registry import Registry

BATCH = 500
MOST_NAMES = 100
LONGEST_NAME = 300
Code = tuple[str, str]  # name and value


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found of an object: its names (each by itself, in any language), its other text, and its codes:
    values of columns that lists are filtered by, as pairs."""

    kind: str
    object_id: uuid.UUID
    names: list[str]
    texts: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        subject: models.Model,
        names: Iterable[str],
        texts: Iterable[str] = (),
        codes: Iterable[Code] = (),
    ) -> "Entry":
        return cls(subject._meta.label_lower, subject.pk, list(names), list(texts), list(codes))


# Each room registers, by the label of the model ("directory.organisation"), what yields all its entries.
searchable: Registry[Callable[[], Iterable[Entry]]] = Registry("searchable model")


def index(subject: models.Model, names: Iterable[str], texts: Iterable[str] = ()) -> None:
    index_many([Entry.of(subject, names, texts)])


def index_many(entries: Iterable[Entry]) -> int:
    """Write the entries in batches; one that exists is replaced. Returns how many there were."""
    return sum(_write(batch) for batch in _batches(entries))


def recode(subject: models.Model, codes: Iterable[Code]) -> None:
    """The codes of an entry alone, where nothing else of it has changed."""
    rows = SearchEntry.objects.filter(kind=subject._meta.label_lower, object_id=subject.pk)
    rows.update(codes=_in_tokens(codes))


def unindex(subject: models.Model) -> None:
    SearchEntry.objects.filter(kind=subject._meta.label_lower, object_id=subject.pk).delete()


def reindex(kind: str | None = None) -> int:
    """Make the entries of one kind, or of all, again; what a room no longer yields is dropped."""
    kinds = [kind] if kind else searchable.names()
    return sum(_reindex(each) for each in kinds)


def _reindex(kind: str) -> int:
    started = timezone.now()
    written = index_many(searchable.get(kind)())
    SearchEntry.objects.filter(kind=kind, indexed_at__lt=started).delete()
    return written


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _write(batch: list[Entry]) -> int:
    """One upsert, in the order of the key so that two writers never wait for each other in a circle."""
    latest = {(entry.kind, entry.object_id): entry for entry in batch}
    now = timezone.now()
    with transaction.atomic():
        SearchEntry.objects.bulk_create(
            [_row(latest[key], now) for key in sorted(latest)],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["indexed_at", "names", "texts", "codes"],
        )
    return len(latest)


def _row(entry: Entry, now: datetime) -> SearchEntry:
    names: dict[str, None] = {}
    for name in entry.names[:MOST_NAMES]:
        names |= dict.fromkeys(tokens(name[:LONGEST_NAME], names=True))
    text = "\n".join(entry.texts)[:LONGEST_TEXT]
    texts = [token for token in tokens(text) if token not in names]
    return SearchEntry(
        kind=entry.kind,
        object_id=entry.object_id,
        indexed_at=now,
        names=" ".join(names),
        texts=" ".join(texts),
        codes=_in_tokens(entry.codes),
    )


def _in_tokens(codes: Iterable[Code]) -> str:
    return " ".join(code_token(name, value) for name, value in codes)
