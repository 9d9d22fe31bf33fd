"""What the files say about a person, and what goes with the person."""

from typing import Any

from django.db import models

from qiao.kit.classification import DataSubject, classify
from qiao.kit.files.access import file_access
from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import remove_all


def classify_files() -> None:
    classify(
        StoredFile,
        plain=[
            *("kind", "content_type", "size", "sha256", "width", "height"),
            *("access", "small", "subject_type", "subject_id"),
        ],
        personal=["name", "owner", "content"],
        find=_find,
        erase=_erase,
    )


def _find(subject: DataSubject) -> models.QuerySet[StoredFile]:
    return (
        StoredFile.objects.filter(owner_id=subject.user_id) if subject.user_id else StoredFile.objects.none()
    )


def _erase(files: models.QuerySet[Any]) -> int:
    """A person's own files go; what was uploaded for an organisation stays, without the person."""
    personal = [name for name, access in file_access.items() if access.is_personal]
    removed = remove_all(files.filter(access__in=personal))
    return removed + files.exclude(access__in=personal).update(owner=None)
