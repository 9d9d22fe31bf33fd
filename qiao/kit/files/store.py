"""Stores what has passed its checks. Callers are domain functions: they check the permission and write the
activity row; a file without its row, left by a broken transaction, is swept."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils import timezone

from qiao.kit.files.access import file_access
from qiao.kit.files.captions import prepare_captions
from qiao.kit.files.documents import prepare_document
from qiao.kit.files.enums import FileKind
from qiao.kit.files.images import prepare_image
from qiao.kit.files.models import StoredFile
from qiao.kit.files.prepared import PreparedFile
from qiao.kit.files.videos import prepare_video

Upload = File[bytes] | PreparedFile
OLD_ENOUGH = timedelta(days=1)


def store_image(
    upload: Upload, *, owner: Any, access: str, subject: models.Model | None = None
) -> StoredFile:
    return _store(upload, prepare_image, owner, access, subject)


def store_document(
    upload: Upload, *, owner: Any, access: str, subject: models.Model | None = None
) -> StoredFile:
    return _store(upload, prepare_document, owner, access, subject)


def store_video(
    upload: Upload, *, owner: Any, access: str, subject: models.Model | None = None
) -> StoredFile:
    return _store(upload, prepare_video, owner, access, subject)


def store_captions(
    upload: Upload, *, owner: Any, access: str, subject: models.Model | None = None
) -> StoredFile:
    return _store(upload, prepare_captions, owner, access, subject)


def store_prepared(
    prepared: PreparedFile, *, owner: Any, access: str, subject: models.Model | None = None
) -> StoredFile:
    """For kinds whose checks live with their reader, such as tables."""
    file_access.get(access)
    stored = StoredFile(
        kind=prepared.kind,
        name=prepared.name,
        content_type=prepared.content_type,
        size=prepared.size,
        sha256=prepared.sha256(),
        width=prepared.width,
        height=prepared.height,
        owner=owner if getattr(owner, "is_authenticated", False) else None,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        access=access,
    )
    stored.content.save(prepared.name, prepared.content, save=False)
    if prepared.small:
        stored.small.save(prepared.name, prepared.small, save=False)
    stored.full_clean()
    stored.save(force_insert=True)
    return stored


def remove(stored: StoredFile) -> None:
    """The row now, the bytes when the transaction holds."""
    remove_all([stored])


def remove_all(files: Iterable[StoredFile]) -> int:
    files = list(files)
    StoredFile.objects.filter(pk__in=[stored.pk for stored in files]).delete()
    places = [place for stored in files for place in (stored.content.name, stored.small.name) if place]
    transaction.on_commit(lambda: _delete(places))
    return len(files)


def sweep_orphans(now: datetime | None = None, older_than: timedelta = OLD_ENOUGH) -> int:
    """Removes bytes without a row and rows that nothing refers to, once they are old enough."""
    before = (now or timezone.now()) - older_than
    with transaction.atomic():
        swept = remove_all(_unused(before))
    return swept + _sweep_bytes(before)


def _unused(before: datetime) -> models.QuerySet[StoredFile]:
    unused = StoredFile.objects.filter(created_at__lt=before, subject_id__isnull=True)
    for relation in StoredFile._meta.related_objects:
        unused = unused.exclude(pk__in=relation.related_model._base_manager.values(relation.field.attname))
    return unused


def _sweep_bytes(before: datetime) -> int:
    swept = 0
    for folder in _folders():
        storage = _storage()
        places = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        known = set(_known(places))
        lost = [place for place in places if place not in known]
        lost = [place for place in lost if storage.get_modified_time(place) < before]
        _delete(lost)
        swept += len(lost)
    return swept


def _storage() -> Storage:
    return StoredFile.content.field.storage


def _folders() -> list[str]:
    storage = _storage()
    kinds = [kind for kind in FileKind.values if storage.exists(kind)]
    return [f"{kind}/{part}" for kind in kinds for part in storage.listdir(kind)[0]]


def _known(places: list[str]) -> Iterable[str]:
    either = models.Q(content__in=places) | models.Q(small__in=places)
    for content, small in StoredFile.objects.filter(either).values_list("content", "small"):
        yield from (content, small)


def _delete(places: Iterable[str]) -> None:
    storage = _storage()
    for place in places:
        storage.delete(place)


def _store(
    upload: Upload,
    prepare: Callable[[File[bytes]], PreparedFile],
    owner: Any,
    access: str,
    subject: models.Model | None,
) -> StoredFile:
    prepared = upload if isinstance(upload, PreparedFile) else prepare(upload)
    return store_prepared(prepared, owner=owner, access=access, subject=subject)
