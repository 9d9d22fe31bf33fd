import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qiao.kit.classification import DataSubject, classified
from qiao.kit.idempotency.models import KeyedRequest, forget_expired
from qiao.rooms.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.idempotency.urls")]
KEY = "a-key-of-this-test"


def made() -> int:
    return User.objects.filter(email__endswith="@example.org").count()


def test_repetition_changes_once_and_gets_the_first_answer(client: Client) -> None:
    first = client.post("/make/", {"idempotency_key": KEY})
    again = client.post("/make/", {"idempotency_key": KEY})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Idempotent-Replayed"] == "true"
    assert made() == 1


def test_redirect_is_repeated(client: Client) -> None:
    first = client.post("/make-and-go/", {"idempotency_key": KEY})
    again = client.post("/make-and-go/", {"idempotency_key": KEY})

    assert again.status_code == 302
    assert again["Location"] == first["Location"]
    assert made() == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_header_carries_the_key_for_every_unsafe_method(client: Client, method: str) -> None:
    send = getattr(client, method)
    bodies = [
        send("/make/", data="{}", content_type="application/json", headers={"idempotency-key": KEY}).content
        for _ in range(2)
    ]

    assert bodies[0] == bodies[1]
    assert made() == 1


def test_without_a_key_every_request_counts(client: Client) -> None:
    client.post("/make/")
    client.post("/make/")

    assert made() == 2


def test_get_never_takes_a_key(client: Client) -> None:
    client.get("/make/", headers={"idempotency-key": KEY})
    client.get("/make/", headers={"idempotency-key": KEY})

    assert KeyedRequest.objects.count() == 0


def test_another_request_with_the_same_key_is_refused(client: Client) -> None:
    client.post("/make/", json.dumps({"a": 1}), "application/json", headers={"idempotency-key": KEY})
    other = client.post("/make/", json.dumps({"a": 2}), "application/json", headers={"idempotency-key": KEY})

    assert other.status_code == 422
    assert made() == 1


def test_error_undoes_the_change_and_frees_the_key(client: Client) -> None:
    refused = client.post("/make-and-fail/", {"idempotency_key": KEY})

    assert refused.status_code == 422
    assert (made(), KeyedRequest.objects.count()) == (0, 0)


def test_crash_undoes_the_change_and_frees_the_key() -> None:
    client = Client(raise_request_exception=False)
    broken = client.post("/make-and-break/", {"idempotency_key": KEY})

    assert broken.status_code == 500
    assert (made(), KeyedRequest.objects.count()) == (0, 0)


def test_answer_without_a_change_is_not_kept(client: Client) -> None:
    shown = client.post("/show-again/", {"idempotency_key": KEY})

    assert shown.status_code == 200
    assert KeyedRequest.objects.count() == 0


def test_a_limit_keeps_what_it_counted_and_frees_the_key(client: Client) -> None:
    refused = client.post("/count-and-refuse/", {"idempotency_key": KEY})

    assert refused.status_code == 429
    assert (made(), KeyedRequest.objects.count()) == (1, 0)


@pytest.mark.parametrize("url", ["/make-and-stream/", "/make-large/"])
def test_answer_that_cannot_be_kept_is_still_done_once(client: Client, url: str) -> None:
    first = client.post(url, {"idempotency_key": KEY})
    again = client.post(url, {"idempotency_key": KEY})

    assert first.status_code == 200
    assert again.status_code == 409
    assert made() == 1


def test_upload_is_read_by_the_view_and_compared_by_content(client: Client) -> None:
    def send(content: bytes) -> tuple[int, bytes]:
        upload = SimpleUploadedFile("a.txt", content)
        response = client.post("/receive/", {"idempotency_key": KEY, "upload": upload})
        return response.status_code, response.content

    assert send(b"same") == (200, b"same")
    assert send(b"same") == (200, b"same")
    assert send(b"other")[0] == 422
    assert made() == 1


@pytest.mark.parametrize("key", ["short", "has a space in it", "é" * 20, "x" * 256])
def test_malformed_key_is_refused(client: Client, key: str) -> None:
    response = client.post("/make/", {"idempotency_key": key})

    assert response.status_code == 400
    assert made() == 0


def test_empty_header_is_refused_and_empty_field_is_none(client: Client) -> None:
    header = client.post("/make/", "{}", "application/json", headers={"idempotency-key": ""})
    field = client.post("/make/", {"idempotency_key": ""})

    assert (header.status_code, field.status_code) == (400, 201)


def test_sign_in_pages_take_no_key(client: Client) -> None:
    client.post("/sign-in/", {"idempotency_key": KEY})

    assert KeyedRequest.objects.count() == 0


def test_key_of_another_person_is_another_key() -> None:
    owner, stranger = User.objects.create(email="owner@a.test"), User.objects.create(email="stranger@a.test")
    answers = []
    for user in (owner, stranger):
        client = Client()
        client.force_login(user)
        answers.append(client.post("/make/", {"idempotency_key": KEY}).content)

    assert answers[0] != answers[1]
    assert made() == 2


def test_table_tells_neither_key_nor_answer(client: Client) -> None:
    answer = client.post("/make/", {"idempotency_key": KEY}).json()["made"]
    row = KeyedRequest.objects.get()

    stored = " ".join([row.scope, row.key, row.fingerprint, row.sealed])
    assert KEY not in stored
    assert answer not in stored


def test_rows_last_a_day(client: Client) -> None:
    client.post("/make/", {"idempotency_key": KEY})
    KeyedRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.post("/make/", {"idempotency_key": KEY})

    assert made() == 2
    KeyedRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert forget_expired() == 1


def test_rows_of_a_person_are_found_and_erased(client: Client) -> None:
    owner = User.objects.create(email="owner@a.test")
    client.force_login(owner)
    client.post("/make/", {"idempotency_key": KEY})
    entry = classified.get("idempotency.keyedrequest")
    assert entry.find is not None
    assert entry.erase is not None

    assert entry.find(DataSubject(user_id=owner.pk)).count() == 1
    assert entry.find(DataSubject()).count() == 0
    assert entry.erase(entry.find(DataSubject(user_id=owner.pk))) == 1


def test_template_tag_gives_a_new_key_each_time() -> None:
    from django.template import Context, Template

    tag = Template("{% load idempotency %}{% idempotency_key %}")
    first, second = tag.render(Context()), tag.render(Context())

    assert first != second
    assert first.startswith('<input type="hidden" name="idempotency_key" value="')
