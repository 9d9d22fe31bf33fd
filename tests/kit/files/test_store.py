from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from qiao.kit.classification import DataSubject, classified
from qiao.kit.files import bounded
from qiao.kit.files.errors import FileRefused
from qiao.kit.files.images import prepare_image
from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import (
    remove,
    store_captions,
    store_document,
    store_image,
    store_video,
    sweep_orphans,
)
from tests.kit.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def user(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user("owner@example.org")


def _logo(user: Any, access: str = "public", size: tuple[int, int] = (8, 8), **options: Any) -> StoredFile:
    return store_image(
        samples.upload(samples.picture(size), "标志.png"), owner=user, access=access, **options
    )


def test_store_image_keeps_facts_and_a_generated_place(user: Any) -> None:
    stored = _logo(user, subject=user)

    stored.refresh_from_db()
    assert (stored.kind, stored.name, stored.content_type) == ("image", "标志.png", "image/png")
    assert (stored.width, stored.height, stored.owner) == (8, 8, user)
    assert (stored.subject_type, stored.subject_id) == ("accounts.user", user.pk)
    assert stored.content.name == f"image/{stored.id.hex[-2:]}/{stored.id.hex}.png"
    assert stored.size == default_storage.size(stored.content.name)
    assert len(stored.sha256) == 64


def test_store_image_takes_what_a_form_field_has_prepared(user: Any) -> None:
    prepared = prepare_image(samples.upload(samples.picture((900, 900))))

    stored = store_image(prepared, owner=user, access="public")

    assert default_storage.exists(stored.content.name)
    assert default_storage.exists(stored.small.name)
    assert stored.small_url == f"/files/{stored.pk}/small/photo.png"
    assert stored.get_absolute_url() == f"/files/{stored.pk}/photo.png"


def test_each_kind_is_stored(user: Any) -> None:
    options: dict[str, Any] = {"owner": user, "access": "owner"}
    stored = [
        store_document(samples.upload(samples.pdf(), "a.pdf"), **options),
        store_video(samples.upload(samples.mp4(), "a.mp4"), **options),
        store_captions(samples.upload(samples.CAPTIONS.encode(), "a.vtt"), **options),
    ]

    assert [file.kind for file in stored] == ["document", "video", "captions"]
    assert [file.small_url for file in stored] == [file.get_absolute_url() for file in stored]


def test_refused_file_leaves_nothing(user: Any) -> None:
    with pytest.raises(FileRefused):
        store_image(samples.upload(b"<svg/>"), owner=user, access="public")

    assert not StoredFile.objects.exists()
    assert not default_storage.exists("image")


def test_unknown_rule_of_access_is_a_programming_error(user: Any) -> None:
    with pytest.raises(LookupError, match="unknown rule of access"):
        _logo(user, access="everyone")


def test_rows_that_make_no_sense_are_refused_by_the_database(user: Any) -> None:
    stored = _logo(user)

    for wrong in ({"size": 0}, {"kind": "program"}, {"width": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(**wrong)


def test_remove_takes_the_bytes_when_the_transaction_holds(
    user: Any, django_capture_on_commit_callbacks: Any
) -> None:
    stored = _logo(user, size=(900, 900))

    with django_capture_on_commit_callbacks(execute=True):
        remove(stored)
        assert default_storage.exists(stored.content.name)

    assert not StoredFile.objects.exists()
    assert not default_storage.exists(stored.content.name)
    assert not default_storage.exists(stored.small.name)


@pytest.mark.django_db(transaction=True)
def test_sweep_takes_lost_bytes_and_unused_rows_once_they_are_old(user: Any) -> None:
    kept = _logo(user, subject=user)
    unused = _logo(user)
    default_storage.save("image/00/lost.png", ContentFile(b"lost"))

    assert sweep_orphans() == 0
    swept = sweep_orphans(now=timezone.now() + timedelta(days=2))

    assert swept == 2
    assert list(StoredFile.objects.all()) == [kept]
    assert default_storage.exists(kept.content.name)
    assert not default_storage.exists("image/00/lost.png")
    assert not default_storage.exists(unused.content.name)


def test_erasing_a_person_takes_own_files_and_leaves_those_of_the_organisation(
    user: Any, django_user_model: Any, django_capture_on_commit_callbacks: Any
) -> None:
    logo = _logo(user, subject=user)
    cv = store_document(samples.upload(samples.pdf(), "cv.pdf"), owner=user, access="owner")
    stranger = django_user_model.objects.create_user("stranger@example.org")
    foreign = store_document(samples.upload(samples.pdf(), "cv.pdf"), owner=stranger, access="owner")
    entry = classified.get("files.storedfile")
    assert entry.find is not None
    assert entry.erase is not None

    found = entry.find(DataSubject(user_id=user.pk))
    assert set(found) == {logo, cv}
    with django_capture_on_commit_callbacks(execute=True):
        assert entry.erase(found) == 2

    logo.refresh_from_db()
    assert logo.owner is None
    assert set(StoredFile.objects.all()) == {logo, foreign}
    assert not default_storage.exists(cv.content.name)
    assert not entry.find(DataSubject()).exists()


def test_request_larger_than_any_upload_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_UPLOAD_BYTES", 10)
    request = RequestFactory().post("/", {"file": samples.upload(b"x" * 2_000_000)})

    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_request_within_the_limit_arrives_whole() -> None:
    request = RequestFactory().post("/", {"file": samples.upload(b"x" * 2_000_000)})

    assert request.FILES["file"].size == 2_000_000
