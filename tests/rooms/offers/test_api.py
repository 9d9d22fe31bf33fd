from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.offers.domain.waiting import put_on_waiting_list
from qiao.rooms.opportunities.models import Intake
from tests.rooms.offers.conftest import soon, user_of

ROOT = "/api/v1/offers"


def ask(user: User, path: str) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["offers.read"], expires_at=later)[1]
    return Client().get(ROOT + path, headers={"Authorization": f"Bearer {token}"})


def test_offers_and_the_list(
    hana: User, sam: User, ann: Application, bo: Application, intake: Intake
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    place = put_on_waiting_list(bo, actor=hana)

    assert [row["id"] for row in ask(user_of(ann), "?state=open").json()["items"]] == [str(offer.pk)]
    assert [row["id"] for row in ask(hana, f"/intakes/{intake.pk}").json()["items"]] == [str(offer.pk)]
    waiting = ask(hana, f"/intakes/{intake.pk}/waiting").json()["items"]
    assert [row["id"] for row in waiting] == [str(place.pk)]
    assert ask(hana, f"/{offer.pk}").json()["state"] == "open"
    for path in (f"/{offer.pk}", f"/intakes/{intake.pk}", f"/intakes/{intake.pk}/waiting"):
        assert ask(sam, path).status_code == 404
    assert ask(sam, "").json()["items"] == []
