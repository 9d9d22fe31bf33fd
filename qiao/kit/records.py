"""The base of every stored record: an opaque, time-ordered public id and two times."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_
from typing import Any

import uuid_utils
import uuid_utils.compat
from django.core.exceptions import FieldError
from django.db import connection, models, router
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): unguessable and ordered by time, so that it can end every key of a paged list."""
    return uuid_utils.compat.uuid7()


def new_raw_id() -> str:
    """The same as every database takes it, for `append_rows`."""
    return str(uuid_utils.uuid7().hex)


def append_rows(*, insert: str, copy: str, rows: Sequence[Sequence[Any]]) -> None:
    """Many rows as the database takes their values, without an object for each: by `COPY` on PostgreSQL, else
    by one statement made ready once. Constraints of the database judge them, and nothing else does."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(insert, rows)
            return
        with cursor.copy(copy) as into:
            for row in rows:
                into.write_row(row)


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """All checks are asked of the database together; only where one fails is each asked for its sentence.

        Django asks for each apart, with three statements a check.
        """
        self._keeps_its_checks = self._keeps_checks(exclude)
        try:
            super().validate_constraints(exclude)
        finally:
            del self._keeps_its_checks

    def get_constraints(self) -> list[tuple[type[models.Model], Any]]:
        found = super().get_constraints()
        if not getattr(self, "_keeps_its_checks", False):
            return found
        return [
            (model, [each for each in among if not isinstance(each, models.CheckConstraint)])
            for model, among in found
        ]

    def _keeps_checks(self, exclude: Collection[str] | None) -> bool:
        checks = [each for _model, found in super().get_constraints() for each in _checks(found)]
        if len(checks) < 2:  # one alone is asked as it is
            return False
        against = self._get_field_expression_map(meta=self._meta, exclude=exclude)  # type: ignore[attr-defined]  # django-stubs
        held = [Q(Coalesce(each.condition, True, output_field=models.BooleanField())) for each in checks]
        try:
            return reduce(and_, held).check(against, using=router.db_for_write(type(self), instance=self))
        except FieldError:  # a field that one of them needs is excluded
            return False


def _checks(constraints: Iterable[models.BaseConstraint]) -> list[models.CheckConstraint]:
    return [each for each in constraints if isinstance(each, models.CheckConstraint)]
