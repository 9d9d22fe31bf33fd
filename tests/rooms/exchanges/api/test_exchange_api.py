"""The API shows and changes what the same account sees and may change on the pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain.exchange import change_exchange
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner, SeatOffer
from tests.rooms.exchanges.conftest import MakeDelegation, fresh

Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """A program with a token of the user; `scopes` are what the token may."""

    def asked(
        user: User, method: str, path: str, body: Any = None, scopes: tuple[str, ...] = ("read", "write")
    ) -> Any:
        names = [f"exchanges.{scope}" for scope in scopes]
        later = timezone.now() + timedelta(days=1)
        token = create_token(user, name="x", scope_names=names, expires_at=later)[1]
        headers = {"Accept-Language": "en", "Authorization": f"Bearer {token}"}
        content = b"" if body is None else json.dumps(body).encode()
        address = f"/api/v1/exchanges{path}"
        return Client().generic(method, address, content, "application/json", headers=headers)

    return asked


def test_a_program_needs_the_scope(ask: Ask, exchange: Exchange, fay: User) -> None:
    assert ask(fay, "GET", "", scopes=("write",)).status_code == 403
    assert ask(fay, "PATCH", f"/{exchange.pk}", {"seats": 9}, scopes=("read",)).status_code == 403


def test_exchanges_and_partners_are_read(ask: Ask, exchange: Exchange, sam: User) -> None:
    found = ask(sam, "GET", "?q=talent").json()["items"]
    partners = ask(sam, "GET", f"/{exchange.pk}/partners").json()

    assert [row["id"] for row in found] == [str(exchange.pk)]
    assert ask(sam, "GET", f"/{exchange.pk}").json()["name_en"] == "Overseas Talent Exchange"
    assert [row["role"] for row in partners] == ["organiser", "co_organiser", "host"]


def test_a_draft_is_hidden_from_strangers(ask: Ask, draft: Exchange, sam: User) -> None:
    assert ask(sam, "GET", "").json()["items"] == []
    assert ask(sam, "GET", f"/{draft.pk}").status_code == 404


def test_an_exchange_is_set_up_and_changed(ask: Ask, federation: Organisation, fay: User, sam: User) -> None:
    body = {
        "organisation_id": str(federation.pk),
        "name_en": "Next exchange",
        "starts_on": "2099-06-01",
        "ends_on": "2099-06-02",
    }
    assert ask(sam, "POST", "", body).status_code == 404

    made = ask(fay, "POST", "", body)
    path = f"/{made.json()['id']}"

    assert made.status_code == 201
    assert ask(fay, "PATCH", path, {"seats": 30}).json()["seats"] == 30
    assert ask(fay, "PATCH", path, {"ends_on": "2099-01-01"}).status_code == 422
    assert ask(sam, "PATCH", path, {"seats": 31}).status_code == 404


def test_a_delegation_is_invited_and_read(
    ask: Ask, exchange: Exchange, organiser: Partner, columbia: Organisation, fay: User, hui: User
) -> None:
    body = {
        "partner_id": str(organiser.pk),
        "organisation_id": str(columbia.pk),
        "head_email": "una@people.example",
        "seats": 3,
    }
    path = f"/{exchange.pk}/delegations"
    assert ask(hui, "POST", path, body).status_code == 404

    made = ask(fay, "POST", path, body)

    assert (made.status_code, made.json()["state"]) == (201, "invited")
    assert [row["name_en"] for row in ask(fay, "GET", path).json()["items"]] == ["Columbia University"]
    assert ask(hui, "GET", path).json()["items"] == []
    assert ask(hui, "GET", f"/delegations/{made.json()['id']}").status_code == 404


def test_the_head_names_swaps_and_submits(ask: Ask, delegation: Delegation, una: User, fay: User) -> None:
    members = f"/delegations/{delegation.pk}/members"
    assert ask(fay, "POST", members, {"name_en": "X"}).status_code == 404

    wen = ask(una, "POST", members, {"name_en": "Wen Lin"}).json()
    ask(una, "PATCH", f"/members/{wen['id']}", {"name_zh": "林文"})
    ren = ask(una, "POST", f"/members/{wen['id']}/swap", {"name_en": "Ren Bo"}).json()
    submitted = ask(una, "PUT", f"/delegations/{delegation.pk}/submission")

    assert (ren["seat"], ren["replaces_id"]) == (wen["seat"], wen["id"])
    assert DelegationMember.objects.get(pk=wen["id"]).name_zh == "林文"
    assert submitted.json()["state"] == "submitted"
    assert [row["state"] for row in ask(fay, "GET", members).json()] == ["replaced", "named"]


def test_a_member_is_taken_out(ask: Ask, delegation: Delegation, una: User) -> None:
    wen = ask(una, "POST", f"/delegations/{delegation.pk}/members", {"name_en": "Wen Lin"}).json()

    assert ask(una, "DELETE", f"/members/{wen['id']}").status_code == 204
    assert fresh(delegation).seats_filled == 0


def test_offered_seats_are_accepted(
    ask: Ask, another: MakeDelegation, exchange: Exchange, fay: User, una: User
) -> None:
    another("Duke", 8)
    waiting = another("Yale", 4)
    change_exchange(exchange, actor=fay, values={"seats": 20})
    offer = SeatOffer.objects.get(delegation=waiting)
    assert ask(fay, "PUT", f"/offers/{offer.pk}/acceptance").status_code == 404

    assert ask(una, "PUT", f"/offers/{offer.pk}/acceptance").json()["state"] == "accepted"
