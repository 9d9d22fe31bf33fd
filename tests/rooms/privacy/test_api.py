from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token, revoke_token
from qiao.rooms.accounts.models import ApiToken, User
from qiao.rooms.privacy.domain.consent import has_consent
from qiao.rooms.privacy.domain.request import make_request
from qiao.rooms.privacy.enums import RequestKind
from qiao.rooms.privacy.models import ConsentEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def bearer(user: User, *scopes: str) -> dict[str, str]:
    later = timezone.now() + timedelta(days=1)
    _row, shown = create_token(user, name="test", scope_names=scopes, expires_at=later)
    return {"authorization": f"Bearer {shown}"}


def post(client: Client, path: str, body: Any, headers: dict[str, str]) -> Any:
    return client.post(f"/api/v1/privacy/{path}", body, "application/json", headers=headers)


def test_consent_is_given_to_the_text_that_was_read(client: Client, owner: User) -> None:
    headers = bearer(owner, "privacy.read", "privacy.write") | {"accept-language": "zh-CN"}
    asked = {each["code"]: each for each in client.get("/api/v1/privacy/purposes", headers=headers).json()}
    shown = asked["publish-profile"]
    given = post(client, "consents", {"text_id": shown["text_id"], "decision": "given"}, headers)

    assert (shown["language"], shown["is_on"]) == ("zh-hans", False)
    assert given.status_code == 201
    assert given.json()["language"] == "zh-hans"
    assert given.json()["channel"] == "api"
    assert has_consent(owner, "publish-profile")
    post(client, "consents", {"text_id": shown["text_id"], "decision": "withdrawn"}, headers)
    assert not has_consent(owner, "publish-profile")
    ledger = client.get("/api/v1/privacy/consents", headers=headers).json()["items"]
    assert [entry["decision"] for entry in ledger] == ["withdrawn", "given"]


def test_reading_does_not_allow_deciding(client: Client, owner: User) -> None:
    headers = bearer(owner, "privacy.read")
    text = client.get("/api/v1/privacy/purposes", headers=headers).json()[0]["text_id"]

    assert post(client, "consents", {"text_id": text, "decision": "given"}, headers).status_code == 403
    assert ConsentEntry.objects.count() == 0


def test_request_is_its_owners_alone(client: Client, owner: User, stranger: User) -> None:
    asked = make_request(owner, kind=RequestKind.CORRECTION)
    path = f"/api/v1/privacy/requests/{asked.pk}"

    assert client.get(path, headers=bearer(owner, "privacy.read")).json()["state"] == "open"
    assert client.get(path, headers=bearer(stranger, "privacy.read")).status_code == 404
    write = bearer(stranger, "privacy.write")
    assert post(client, f"requests/{asked.pk}/withdrawal", {}, write).status_code == 404
    assert client.get(path).status_code == 401


def test_erasure_is_asked_for_on_the_pages(client: Client, owner: User) -> None:
    answer = post(client, "requests", {"kind": "erasure"}, bearer(owner, "privacy.write"))

    assert (answer.status_code, answer.json()["code"]) == (422, "erasure-on-pages")


def test_repeated_request_is_one_request(client: Client, owner: User) -> None:
    headers = bearer(owner, "privacy.write") | {"idempotency-key": "one-request-only"}
    first = post(client, "requests", {"kind": "correction", "details": "x"}, headers)
    again = post(client, "requests", {"kind": "correction", "details": "x"}, headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"


def test_revoked_token_gets_no_earlier_answer(client: Client, owner: User) -> None:
    headers = bearer(owner, "privacy.write") | {"idempotency-key": "one-request-only"}
    post(client, "requests", {"kind": "correction"}, headers)
    revoke_token(owner, ApiToken.objects.get())

    assert post(client, "requests", {"kind": "correction"}, headers).status_code == 401
