"""The API reads and writes sessions and places as the pages do."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem, TransferTime
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.programme.conftest import MakeItem

Ask = Callable[..., Any]
SESSION = {
    "kind": "film",
    "title_zh": "宣传片",
    "starts_at": "2099-05-10T01:00:00Z",
    "ends_at": "2099-05-10T09:20:00+08:00",
}


@pytest.fixture
def ask(db: None) -> Ask:
    """A program with a token of the user, for everything of this room."""

    def asked(user: User, method: str, path: str, body: Any = None, scopes: str = "read write") -> Any:
        names = [f"programme.{scope}" for scope in scopes.split()]
        token = create_token(user, name="x", scope_names=names, expires_at=timezone.now() + timedelta(days=1))
        headers = {"Accept-Language": "en", "Authorization": f"Bearer {token[1]}"}
        content = b"" if body is None else json.dumps(body).encode()
        path = f"/api/v1/programme{path}"
        return Client().generic(method, path, content, "application/json", headers=headers)

    return asked


def test_session_is_added_read_changed_and_removed(
    ask: Ask, fay: User, exchange: Exchange, hall: Place, delegation: Delegation
) -> None:
    body = SESSION | {"place_id": str(hall.pk), "delegation_ids": [str(delegation.pk)], "audience": "chosen"}

    made = ask(fay, "POST", f"/exchanges/{exchange.pk}/items", body)
    path = f"/items/{made.json()['id']}"
    changed = ask(fay, "PATCH", path, {"version": 1, "title_en": "Film", "place_id": None})

    assert made.status_code == 201
    assert made.json()["delegation_ids"] == [str(delegation.pk)]
    assert changed.json()["version"] == 2
    assert changed.json()["place_id"] is None
    assert ask(fay, "GET", path).json() == changed.json()
    assert ask(fay, "GET", f"/exchanges/{exchange.pk}/items").json()["items"] == [changed.json()]
    assert ask(fay, "DELETE", path).status_code == 204
    assert not ProgrammeItem.objects.exists()


def test_change_of_an_old_version_is_a_conflict(ask: Ask, fay: User, item: ProgrammeItem) -> None:
    ask(fay, "PATCH", f"/items/{item.pk}", {"version": 1, "title_en": "Opening"})

    answer = ask(fay, "PATCH", f"/items/{item.pk}", {"version": 1, "title_en": "Mine"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "changed-meanwhile"
    assert fresh(item).title_en == "Opening"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"starts_at": "2098-05-10T01:00:00Z"}, 422),
        ({"ends_at": "2099-05-10T00:00:00Z"}, 422),
        ({"ends_at": "2099-05-10T09:20:00"}, 422),
        ({"place_id": "00000000-0000-0000-0000-000000000000"}, 404),
        ({"delegation_ids": ["00000000-0000-0000-0000-000000000000"]}, 404),
        ({"capacity": 0}, 422),
        ({"languages": ["Chinese"]}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_what_cannot_be_is_refused(
    ask: Ask, fay: User, exchange: Exchange, changes: dict[str, Any], status: int
) -> None:
    answer = ask(fay, "POST", f"/exchanges/{exchange.pk}/items", SESSION | changes)

    assert answer.status_code == status
    assert not ProgrammeItem.objects.exists()


def test_times_may_not_be_taken_away(ask: Ask, fay: User, item: ProgrammeItem) -> None:
    assert ask(fay, "PATCH", f"/items/{item.pk}", {"version": 1, "ends_at": None}).status_code == 422


def test_place_is_added_changed_and_removed(ask: Ask, fay: User, exchange: Exchange, venue: Place) -> None:
    path = f"/exchanges/{exchange.pk}/places"

    made = ask(fay, "POST", path, {"name_en": "Hall", "within_id": str(venue.pk), "capacity": 40})
    one = f"/places/{made.json()['id']}"
    changed = ask(fay, "PATCH", one, {"capacity": 30})

    assert (made.status_code, changed.json()["capacity"]) == (201, 30)
    assert changed.json()["within_id"] == str(venue.pk)
    assert ask(fay, "POST", path, {"name_en": "Cellar", "capacity": 0}).status_code == 422
    assert len(ask(fay, "GET", path).json()["items"]) == 2
    assert ask(fay, "DELETE", f"/places/{venue.pk}").status_code == 409
    assert ask(fay, "DELETE", one).status_code == 204


def test_transfer_time_is_told(ask: Ask, fay: User, exchange: Exchange, hall: Place, room: Place) -> None:
    path, body = f"/exchanges/{exchange.pk}/transfers", {"one_id": str(hall.pk), "other_id": str(room.pk)}

    assert ask(fay, "PUT", path, body | {"minutes": 5}).status_code == 200
    assert ask(fay, "GET", path).json()[0]["minutes"] == TransferTime.objects.get().minutes == 5


def test_conflicts_are_told(
    ask: Ask, fay: User, item: ProgrammeItem, make_item: MakeItem, hall: Place
) -> None:
    other = make_item("Film", at="9:30", place=hall)

    told = ask(fay, "GET", f"/exchanges/{item.exchange_id}/conflicts").json()

    assert [each["kind"] for each in told] == ["place"]
    assert told[0]["item_ids"] == [str(item.pk), str(other.pk)]


def test_rights_are_those_of_the_pages(
    ask: Ask, fay: User, nan: User, sam: User, host: Partner, item: ProgrammeItem
) -> None:
    body = {"version": 1, "title_en": "Mine"}

    assert ask(nan, "GET", f"/items/{item.pk}").status_code == 200
    assert ask(nan, "PATCH", f"/items/{item.pk}", body).status_code == 404
    assert ask(sam, "GET", f"/items/{item.pk}").status_code == 404
    assert ask(sam, "GET", f"/exchanges/{item.exchange_id}/items").status_code == 404
    assert ask(fay, "PATCH", f"/items/{item.pk}", body, scopes="read").status_code == 403
