"""Programs learn states and numbers; passport data never leave this way."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.letters.models import Letter
from tests.rooms.letters.conftest import NUMBER

ROOT = "/api/v1/letters"


def ask(user: User, path: str) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["letters.read"], expires_at=later)[1]
    return Client().get(ROOT + path, headers={"Authorization": f"Bearer {token}"})


def test_own_letters(issued: Letter, mia: User, una: User, sam: User) -> None:
    for user in (mia, una):
        rows = ask(user, "").json()["items"]
        assert [(row["number"], row["state"]) for row in rows] == [(issued.number, "issued")]
    assert ask(sam, "").json()["items"] == []
    assert ask(sam, f"/{issued.pk}").status_code == 404


def test_the_queue_is_for_owners_and_without_passport_data(issued: Letter, fay: User, mia: User) -> None:
    answer = ask(fay, f"/exchanges/{issued.exchange_id}?state=issued")

    assert [row["id"] for row in answer.json()["items"]] == [str(issued.pk)]
    assert [word for word in (NUMBER, "CHEN", str(issued.code)) if word in answer.content.decode()] == []
    assert ask(mia, f"/exchanges/{issued.exchange_id}").status_code == 404


def test_drafts_are_not_in_the_queue(drafted: Letter, fay: User) -> None:
    assert ask(fay, f"/exchanges/{drafted.exchange_id}").json()["items"] == []
    assert ask(fay, f"/{drafted.pk}").status_code == 404
