import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.kit.classification import classified
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.request import make_request
from qiao.rooms.privacy.enums import RequestKind, RequestState
from qiao.rooms.privacy.models import Controller, DataSubjectRequest, Purpose
from tests.rooms.privacy.conftest import enter

pytestmark = pytest.mark.django_db
PAGES = ["desk", "register", "purposes", "purpose-new", "controller-new"]
WORDS = {
    "title_zh_hans": "标题",
    "title_en": "Title",
    "body_zh_hans": "正文",
    "body_en": "Body",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_the_operators_alone(client: Client, owner: User, operator: User, name: str) -> None:
    url = reverse(f"privacy:{name}")

    assert client.get(url).status_code == 302
    client.force_login(owner)
    assert client.get(url).status_code == 404
    client.force_login(operator)
    assert client.get(url).status_code == 200


def test_register_names_every_personal_model(client: Client, operator: User) -> None:
    client.force_login(operator)
    answer: Any = client.get(reverse("privacy:register"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert len(rows) - 1 == len([entry for entry in classified if entry.is_personal])
    assert rows[0][0] == "Part"
    assert ["Accounts", "accounts"] in [row[:2] for row in rows]


def test_operator_approves_on_the_page(client: Client, owner: User, operator: User) -> None:
    asked = make_request(owner, kind=RequestKind.CORRECTION)
    enter(client, operator).post(reverse("privacy:approval", args=[asked.pk]), {"answer": "Done."})

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (RequestState.DONE, operator)


def test_refusal_without_a_reason_is_refused(client: Client, owner: User, operator: User) -> None:
    asked = make_request(owner, kind=RequestKind.CORRECTION)
    answer = enter(client, operator).post(reverse("privacy:refusal", args=[asked.pk]), {"answer": ""})

    assert answer.status_code == 422
    assert DataSubjectRequest.objects.get().state == RequestState.OPEN


@pytest.mark.parametrize("decision", ["approval", "refusal"])
def test_an_answer_that_cannot_be_kept_decides_nothing(
    client: Client, owner: User, operator: User, decision: str
) -> None:
    asked = make_request(owner, kind=RequestKind.ERASURE)
    address = reverse(f"privacy:{decision}", args=[asked.pk])

    answer = enter(client, operator).post(address, {"answer": "Done\u202e."})

    assert answer.status_code == 422
    assert "a character that is not allowed here (U+202E)" in answer.content.decode()
    assert DataSubjectRequest.objects.get().state == RequestState.OPEN


def test_operator_adds_a_purpose_and_a_version(client: Client, operator: User) -> None:
    client.force_login(operator)
    client.post(reverse("privacy:purpose-new"), {"code": "survey", "kind": "general", **WORDS})
    purpose = Purpose.objects.get(code="survey")
    form = client.get(reverse("privacy:purpose-text", args=[purpose.pk])).content.decode()
    client.post(reverse("privacy:purpose-text", args=[purpose.pk]), {**WORDS, "asks_again": "on"})

    assert "正文" in form
    purpose.refresh_from_db()
    assert (purpose.version, purpose.valid_from, purpose.texts.count()) == (2, 2, 4)
    client.post(reverse("privacy:purpose-retirement", args=[purpose.pk]))
    purpose.refresh_from_db()
    assert purpose.retired_at is not None


def test_operator_names_a_controller_that_everyone_sees(client: Client, operator: User) -> None:
    client.force_login(operator)
    values = {"name_zh": "示例协会", "name_en": "", "country": "CN", "email": "privacy@example.org"}
    client.post(reverse("privacy:controller-new"), values)
    controller = Controller.objects.get()
    client.post(reverse("privacy:controller", args=[controller.pk]), {**values, "officer": "张三"})
    client.logout()

    page = client.get(reverse("privacy:notice")).content.decode()
    assert "示例协会" in page
    assert "张三" in page


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_desk_lists_requests_with_constant_queries(
    client: Client, operator: User, count: int, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    asked = {"kind": "correction", "state": "open", "language": "en", "due_at": now}
    DataSubjectRequest.objects.bulk_create(
        DataSubjectRequest(email=f"{number}@example.org", **asked) for number in range(count)
    )
    client.force_login(operator)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("privacy:desk")).content.decode()

    assert page.count("Correct my data</a>") == min(count, 50)
