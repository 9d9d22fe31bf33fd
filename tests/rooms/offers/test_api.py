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
from tests.rooms.offers.conftest import add_places, rank, soon, state_of, user_of

ROOT = "/api/v1/offers"


def ask(user: User, path: str) -> Any:
    return send(user, "get", path)


def send(user: User, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["offers.read", "offers.write"], expires_at=later)[1]
    body: dict[str, Any] = {} if given is None else {"data": given, "content_type": "application/json"}
    return getattr(Client(), method)(ROOT + path, headers={"Authorization": f"Bearer {token}"}, **body)


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


def test_an_offer_is_made_and_accepted(hana: User, sam: User, ann: Application) -> None:
    path, body = f"/applications/{ann.pk}/offer", {"answer_until": soon().isoformat(), "terms_en": "Paid."}

    assert send(sam, "post", path, body).status_code == 404
    late = send(hana, "post", path, {"answer_until": soon(24 * 365).isoformat()})
    assert [each["place"] for each in late.json()["problems"]] == ["body.answer_until"]
    made = send(hana, "post", path, body)
    assert (made.status_code, made.json()["terms_en"]) == (201, "Paid.")
    one = f"/{made.json()['id']}"
    assert send(hana, "put", f"{one}/acceptance").status_code == 404
    assert send(user_of(ann), "put", f"{one}/acceptance").json()["state"] == "accepted"
    assert send(user_of(ann), "put", f"{one}/acceptance").json()["state"] == "accepted"
    assert send(hana, "post", f"{one}/withdrawal", {"reason": "No money."}).status_code == 409


def test_an_offer_is_put_off_declined_or_withdrawn(
    hana: User, sam: User, ann: Application, bo: Application, intake: Intake
) -> None:
    add_places(intake, 2)
    one, other = (f"/{make_offer(each, actor=hana, answer_until=soon()).pk}" for each in (ann, bo))
    reason = {"reason": "Another place."}

    assert send(sam, "put", f"{one}/deadline", {"answer_until": soon(90).isoformat()}).status_code == 404
    earlier = send(hana, "put", f"{one}/deadline", {"answer_until": soon(1).isoformat()})
    assert [each["place"] for each in earlier.json()["problems"]] == ["body.answer_until"]
    assert send(hana, "put", f"{one}/deadline", {"answer_until": soon(90).isoformat()}).status_code == 200
    blank = send(user_of(ann), "post", f"{one}/declining", {"reason": " "})
    assert [each["place"] for each in blank.json()["problems"]] == ["body.reason"]
    assert send(hana, "post", f"{one}/declining", reason).status_code == 404
    assert send(user_of(ann), "post", f"{one}/declining", reason).json()["state"] == "declined"
    assert send(user_of(bo), "post", f"{other}/withdrawal", reason).status_code == 404
    assert send(hana, "post", f"{other}/withdrawal", reason).json()["state"] == "withdrawn"


def test_the_waiting_list_is_ordered(
    hana: User, sam: User, ann: Application, bo: Application, cy: Application, intake: Intake
) -> None:
    make_offer(cy, actor=hana, answer_until=soon())
    assert send(sam, "post", f"/applications/{ann.pk}/waiting").status_code == 404
    places = [send(hana, "post", f"/applications/{each.pk}/waiting").json()["id"] for each in (ann, bo)]
    path = f"/intakes/{intake.pk}/waiting"

    assert send(sam, "put", path, {"place_ids": places}).status_code == 404
    assert send(hana, "put", path, {"place_ids": places[1:]}).json()["code"] == "list-changed"
    told = send(hana, "put", path, {"place_ids": places[::-1]}).json()
    assert [row["id"] for row in told] == places[::-1]
    settings = f"/intakes/{intake.pk}/settings"
    assert send(hana, "get", settings).json()["hours"] == 72
    assert send(hana, "patch", settings, {"is_automatic": False}).json()["is_automatic"] is False
    assert {send(sam, "get", settings).status_code, send(sam, "patch", settings, {}).status_code} == {404}


def test_places_are_given_as_they_were_read(
    hana: User, sam: User, ann: Application, bo: Application, intake: Intake
) -> None:
    rank(intake, [ann], [bo])
    path = f"/intakes/{intake.pk}/giving"
    seen = ask(hana, path).json()
    body = {"count": 1, "seen": seen["fingerprint"], "answer_until": soon().isoformat()}

    assert (seen["offered"], seen["waiting"]) == ([str(ann.pk)], [str(bo.pk)])
    assert ask(hana, f"{path}?count=0").json()["offered"] == []
    assert {ask(sam, path).status_code, send(sam, "post", path, body).status_code} == {404}
    assert send(hana, "post", path, body | {"count": 0}).json()["code"] == "list-changed"
    assert send(hana, "post", path, body | {"seen": "x"}).status_code == 422
    assert send(hana, "post", path, body).json() == seen
    assert (state_of(ann), state_of(bo)) == ("offered", "waiting")
