"""Erasing a person everywhere, through the registry of classes. All of it, or nothing."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from qiao.kit.bilingual.search.forgetting import forget_removed
from qiao.kit.classification import Classified, DataSubject, classified
from qiao.rooms.privacy.domain.holdings import found

BATCH = 500
Rows = list[tuple[str, Classified, list[Any]]]


@transaction.atomic
def erase_person(subject: DataSubject) -> dict[str, Any]:
    """The certificate: what was removed, what stays and by which rule. It names no person.

    All rows are found first, for later finders look through rows that earlier erasers empty. What was
    registered last knows most and goes first.
    """
    rows = [(label, entry, list(each.values_list("pk", flat=True))) for label, entry, each in found(subject)]
    erased = [_erased(label, entry, keys) for label, entry, keys in reversed(rows) if entry.erase and keys]
    forget_removed()
    kept = [_kept(label, entry, keys) for label, entry, keys in rows if not entry.erase and keys]
    return {
        "erased_at": timezone.now().isoformat(),
        "erased": erased,
        "kept": kept,
        "looked_in": len([entry for entry in classified if entry.is_personal]),
    }


def _erased(label: str, entry: Classified, keys: list[Any]) -> dict[str, Any]:
    manager = entry.model._default_manager
    for batch in batches(keys):
        entry.erase(manager.filter(pk__in=batch))  # type: ignore[misc]  # the caller has looked
    return {"model": label, "rows": len(keys)}


def _kept(label: str, entry: Classified, keys: list[Any]) -> dict[str, Any]:
    because = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            because[language] = str(entry.kept_because)
    return {"model": label, "rows": len(keys), "because": because}


def batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while batch := list(islice(rest, BATCH)):
        yield batch


def name_of(label: str) -> str:
    """How a certificate's model is called, for a page that may be read years later."""
    return str(classified.get(label).model._meta.verbose_name_plural) if label in classified else label


def request_key(request_id: uuid.UUID) -> str:
    return f"privacy.request:{request_id}"
