from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.kit.files.models import StoredFile
from qiao.kit.files.store import store_document, store_image, store_video
from tests.kit.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def user(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user("owner@example.org")


@pytest.fixture
def film(user: Any) -> StoredFile:
    return store_video(
        samples.upload(samples.mp4(bytes(range(256))), "film.mp4"), owner=user, access="public"
    )


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_image_is_served_dead(client: Client, user: Any) -> None:
    stored = store_image(samples.upload(samples.picture(), "标志.png"), owner=user, access="public")

    response = client.get(stored.get_absolute_url())

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%E6%A0%87%E5%BF%97.png"
    assert response["Cache-Control"] == "private, max-age=3600"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert len(_body(response)) == stored.size == int(response["Content-Length"])


def test_small_version_is_served_or_absent(client: Client, user: Any) -> None:
    large = store_image(samples.upload(samples.picture((900, 900))), owner=user, access="public")
    tiny = store_image(samples.upload(samples.picture()), owner=user, access="public")

    assert _body(client.get(large.small_url)).startswith(b"\x89PNG")
    assert client.get(reverse("files:small", args=[tiny.pk, "x"])).status_code == 404


def test_document_is_only_downloaded_and_only_by_its_owner(
    client: Client, user: Any, django_user_model: Any
) -> None:
    stored = store_document(samples.upload(samples.pdf(), "cv.pdf"), owner=user, access="owner")
    stranger = django_user_model.objects.create_user("stranger@example.org")

    assert client.get(stored.get_absolute_url()).status_code == 404
    client.force_login(stranger)
    assert client.get(stored.get_absolute_url()).status_code == 404
    client.force_login(user)
    response = client.get(stored.get_absolute_url())

    assert response["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert response["Cache-Control"] == "private, no-cache"
    assert _body(response) == samples.pdf()


def test_unknown_file_and_unsafe_method_are_refused(client: Client, film: StoredFile) -> None:
    assert client.get("/files/01890000-0000-7000-8000-000000000000/x.png").status_code == 404
    assert client.post(film.get_absolute_url()).status_code == 405


def test_known_file_is_not_sent_again(client: Client, film: StoredFile) -> None:
    etag = client.get(film.get_absolute_url())["ETag"]

    assert client.get(film.get_absolute_url(), headers={"If-None-Match": etag}).status_code == 304
    assert client.get(film.get_absolute_url(), headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "start", "length"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, 306),
        ("bytes=-8", 308, 8),
        ("bytes=308-99999", 308, 8),
        ("bytes=-99999", 0, 316),
    ],
)
def test_range_is_served(client: Client, film: StoredFile, asked: str, start: int, length: int) -> None:
    whole = _body(client.get(film.get_absolute_url()))

    response = client.get(film.get_absolute_url(), headers={"Range": asked})

    assert film.size == len(whole) == 316
    assert response.status_code == 206
    assert _body(response) == whole[start : start + length]
    assert response["Content-Range"] == f"bytes {start}-{start + length - 1}/{film.size}"
    assert response["Content-Length"] == str(length)


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=-0"])
def test_range_behind_the_end_is_unsatisfiable(client: Client, film: StoredFile, asked: str) -> None:
    response = client.get(film.get_absolute_url(), headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{film.size}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "bytes=9-1", "bytes=x-", "bytes=¹-"]
)
def test_range_that_we_do_not_serve_gets_the_whole_file(client: Client, film: StoredFile, asked: str) -> None:
    response = client.get(film.get_absolute_url(), headers={"Range": asked})

    assert (response.status_code, len(_body(response))) == (200, film.size)


def test_range_of_an_older_version_gets_the_whole_file(client: Client, film: StoredFile) -> None:
    response = client.get(film.get_absolute_url(), headers={"Range": "bytes=0-1", "If-Range": '"old"'})

    assert response.status_code == 200
