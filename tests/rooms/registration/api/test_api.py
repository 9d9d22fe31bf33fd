"""The registration for programs: what the same account sees and may answer on the pages."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.models import Registration
from tests.rooms.registration.conftest import Ask

BASE = "/api/v1/registration"


def call(client: Client, user: User, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    scopes = ["registration.read", "registration.write"]
    later = timezone.now() + timedelta(days=1)
    _row, secret = create_token(user, name="Sync", scope_names=scopes, expires_at=later)
    more = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(client, method)(f"{BASE}{path}", headers=headers, **more)


def test_member_answers_and_reads(client: Client, ask: Ask, registration: Registration, mia: User) -> None:
    topic, number = ask("Topic", required="submission"), ask("Number", kind="number")
    path = f"/members/{registration.member_id}/answers"

    before = call(client, mia, "get", path).json()
    wrong = call(client, mia, "patch", path, {"version": 0, "answers": {str(number.pk): "many"}})
    saved = call(client, mia, "patch", path, {"version": 0, "answers": {str(topic.pk): "Cells"}})
    late = call(client, mia, "patch", path, {"version": 0, "answers": {str(topic.pk): "Law"}})

    assert [each["value"] for each in before["answers"]] == [None, None]
    assert (wrong.status_code, wrong.json()["problems"][0]["place"]) == (422, number.pk.hex)
    assert saved.json() == {
        "version": 1,
        "missing": 0,
        "answers": [
            {"question_id": str(topic.pk), "value": "Cells"},
            {"question_id": str(number.pk), "value": None},
        ],
    }
    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")


def test_needs_are_written_whole(client: Client, registration: Registration, mia: User, sam: User) -> None:
    path = f"/members/{registration.member_id}/needs"
    body = {"version": 0, "needs": [{"kind": "diet", "code": "vegan"}]}

    saved = call(client, mia, "put", path, body).json()
    wrong = call(client, mia, "put", path, {"version": 1, "needs": [{"kind": "diet", "code": "stones"}]})

    assert saved == {"version": 1, "needs": [{"kind": "diet", "code": "vegan", "note": ""}]}
    assert (wrong.status_code, wrong.json()["code"]) == (422, "unknown-need")
    assert call(client, sam, "get", path).status_code == 404


@pytest.mark.parametrize("path", ["questions", "registrations", "totals/meals"])
def test_owners_read_the_whole(
    client: Client, ask: Ask, exchange: Exchange, registration: Registration, path: str, fay: User, una: User
) -> None:
    ask("Topic", "Cars")

    mine = call(client, fay, "get", f"/exchanges/{exchange.pk}/{path}")

    assert mine.status_code == 200
    assert call(client, una, "get", f"/exchanges/{exchange.pk}/{path}").status_code == 404
