"""What privacy needs to know of this app's rows."""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject, classify
from qiao.kit.idempotency.models import KeyedRequest, scope_of_user


def _of(subject: DataSubject) -> QuerySet[Any]:
    if subject.user_id is None:
        return KeyedRequest.objects.none()
    return KeyedRequest.objects.filter(scope=scope_of_user(subject.user_id))


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def register() -> None:
    classify(
        KeyedRequest,
        plain=["scope", "key", "fingerprint", "expires_at"],
        personal=["sealed"],
        find=_of,
        erase=_delete,
    )
