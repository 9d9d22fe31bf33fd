"""After a rotation of keys: what an old key sealed is sealed anew with the first."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Substr

from qiao.kit.records import Record
from qiao.rooms.letters.models import Letter, LetterPaper, Passport
from qiao.rooms.letters.sealing.keys import keys
from qiao.rooms.letters.sealing.seal import MARK

COLUMNS: list[tuple[type[Record], list[str]]] = [
    (
        Passport,
        [
            *("name_latin", "name_native", "nationality", "number", "born_on", "sex", "expires_on"),
            "applies_at",
        ],
    ),
    (LetterPaper, ["content"]),
    (Letter, ["code"]),
]


def reseal_some(check: Callable[[], None], *, most: int = 500) -> int:
    done = 0
    for model, names in COLUMNS:
        for pk in _outdated(model, names[0])[: most - done]:
            check()
            done += _resealed(model, names, pk)
    return done


def _outdated(model: type[Record], name: str) -> list[UUID]:
    """The columns of a row are sealed together: one tells for all."""
    current = f"{MARK}.{keys()[0].id}."
    sealed = model._default_manager.exclude(**{f"{name}__isnull": True})
    stale = sealed.annotate(sealed_by=Substr(name, 1, len(current))).exclude(sealed_by=current)
    return list(stale.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _resealed(model: type[Record], names: list[str], pk: UUID) -> int:
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is not None:
        row.save(update_fields=names)
    return 1 if row else 0
