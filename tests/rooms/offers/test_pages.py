"""A path through the pages, and what they show to whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.doors import doors_of_application
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.giving import planned
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.offers.domain.waiting import put_on_waiting_list
from qiao.rooms.offers.models import Offer, WaitingListSettings, WaitingPlace
from qiao.rooms.opportunities.doors import doors_of_opportunity
from qiao.rooms.opportunities.models import Intake, Opportunity
from tests.rooms.offers.conftest import Apply, add_places, rank, soon, state_of, user_of
from tests.support.entering import enter

OFFERS = "/en/offers"
UNTIL = (timezone.now() + dt.timedelta(days=9)).strftime("%Y-%m-%dT18:00")


def test_an_offer_from_the_form_to_the_acceptance(
    client: Client, hana: User, ann: Application, apply: Apply
) -> None:
    page = f"{OFFERS}/applications/{ann.pk}/new/"
    enter(client, hana)
    assert b"1 place is free." in client.get(page).content
    assert client.post(page, {"answer_until": "yesterday"}).status_code == 422
    assert client.post(page, {"answer_until": "2020-01-01T10:00"}).status_code == 422
    offer = client.post(page, {"answer_until": UNTIL, "terms_en": "A desk."}).headers["Location"]
    assert b"Put off the deadline" in client.get(offer).content

    other = Application.objects.create(
        profile=ann.profile, opportunity=ann.opportunity, intake=_another_intake(ann.intake),
        state="submitted", submitted_at=timezone.now(),
    )  # fmt: skip
    enter(client, user_of(ann))
    shown = client.get(offer).content.decode()
    assert "A desk." in shown
    assert "Asia/Shanghai" in shown
    assert client.post(f"{offer}acceptance/").status_code == 302
    assert client.post(f"{offer}acceptance/").status_code == 302
    shown = client.get(offer).content.decode()
    assert "You have accepted this place." in shown
    assert str(other.pk) in shown
    assert state_of(other) == "submitted"


def _another_intake(intake: Intake) -> Intake:
    return Intake.objects.create(
        opportunity=intake.opportunity, number=9, opens_at=intake.opens_at, closes_at=intake.closes_at
    )


def test_declining_withdrawing_and_putting_off_need_their_words(
    client: Client, hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    add_places(intake, 2)
    first, second = (make_offer(each, actor=hana, answer_until=soon()) for each in (ann, bo))

    enter(client, user_of(ann))
    assert client.post(f"{OFFERS}/{first.pk}/declining/", {"reason": ""}).status_code == 422
    assert client.post(f"{OFFERS}/{first.pk}/declining/", {"reason": "Too far."}).status_code == 302
    enter(client, hana)
    assert b"Too far." in client.get(f"{OFFERS}/{first.pk}/").content
    page = f"{OFFERS}/{second.pk}"
    assert client.post(f"{page}/extension/", {"answer_until": "2020-01-01T10:00"}).status_code == 422
    assert client.post(f"{page}/extension/", {"answer_until": UNTIL}).status_code == 302
    assert client.post(f"{page}/withdrawal/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}/withdrawal/", {"reason": "No money."}).status_code == 302
    assert client.post(f"{page}/withdrawal/", {"reason": "Again."}).status_code == 422


def test_places_are_given_after_a_look(
    client: Client, hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    page = f"{OFFERS}/intakes/{intake.pk}/giving/"
    assert b"Confirm the ranking" in enter(client, hana).get(page).content
    rank(intake, [bo], [ann])
    assert client.get(page, {"count": "-1"}).status_code == 422
    assert client.get(page, {"count": "1"}).status_code == 200
    given = {"count": 1, "seen": planned(intake, 1).fingerprint, "answer_until": UNTIL}

    assert client.post(page, given | {"seen": "other"}).status_code == 422
    assert client.post(page, given).status_code == 302

    assert (state_of(bo), state_of(ann)) == ("offered", "waiting")
    board = client.get(f"{OFFERS}/intakes/{intake.pk}/").content.decode()
    assert "1. Ann" in board


def test_the_list_is_ordered_by_buttons(
    client: Client, hana: User, ann: Application, bo: Application, cy: Application, intake: Intake
) -> None:
    make_offer(ann, actor=hana, answer_until=soon())
    enter(client, hana)
    for each in (bo, cy):
        assert client.post(f"{OFFERS}/applications/{each.pk}/waiting/").status_code == 302
    first, second = WaitingPlace.objects.standing()

    assert client.post(f"{OFFERS}/waiting/{second.pk}/rise/").status_code == 302
    assert client.post(f"{OFFERS}/waiting/{second.pk}/fall/").status_code == 302
    assert client.post(f"{OFFERS}/waiting/{first.pk}/fall/").status_code == 302

    assert [place.pk for place in WaitingPlace.objects.standing()] == [second.pk, first.pk]
    enter(client, user_of(cy))
    assert b"You are number 1." in client.get(f"{OFFERS}/").content


def test_settings_of_the_list(client: Client, hana: User, intake: Intake) -> None:
    page = f"{OFFERS}/intakes/{intake.pk}/settings/"

    assert enter(client, hana).post(page, {"hours": 0}).status_code == 422
    assert client.post(page, {"hours": 24}).status_code == 302
    settings = WaitingListSettings.objects.get()
    assert (settings.hours, settings.is_automatic) == (24, False)


def test_strangers_find_nothing(
    client: Client, hana: User, pia: User, sam: User, ann: Application, bo: Application, intake: Intake
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    place = put_on_waiting_list(bo, actor=hana)
    pages = [
        *(f"intakes/{intake.pk}/", f"intakes/{intake.pk}/giving/", f"intakes/{intake.pk}/settings/"),
        *(f"applications/{bo.pk}/new/", f"{offer.pk}/", f"{offer.pk}/declining/"),
        *(f"{offer.pk}/withdrawal/", f"{offer.pk}/extension/"),
    ]
    posts = [f"waiting/{place.pk}/rise/", f"applications/{bo.pk}/waiting/", f"{offer.pk}/acceptance/"]

    for user in (pia, sam, user_of(bo)):
        enter(client, user)
        assert {client.get(f"{OFFERS}/{page}").status_code for page in pages} == {404}
        assert {client.post(f"{OFFERS}/{page}").status_code for page in posts} == {404}
    client.logout()
    assert client.get(f"{OFFERS}/{offer.pk}/").status_code == 302


def test_doors(hana: User, sam: User, ann: Application, opportunity: Opportunity) -> None:
    def of_offers(doors: list) -> list[str]:  # type: ignore[type-arg]  # of either kind
        return [str(door.label) for door in doors if "/offers/" in door.url]

    assert of_offers(doors_of_opportunity(opportunity, hana)) == ["Offers: Intake 1"]
    assert of_offers(doors_of_opportunity(opportunity, sam)) == []
    assert of_offers(doors_of_application(ann, hana)) == ["Offer a place"]
    make_offer(ann, actor=hana, answer_until=soon())
    ann.refresh_from_db()
    assert of_offers(doors_of_application(ann, hana)) == ["Offer of a place"]
    assert of_offers(doors_of_application(ann, user_of(ann))) == ["Offer of a place"]


@pytest.mark.parametrize("page", ["board", "own"])
def test_lists_ask_as_much_for_many(
    client: Client, hana: User, ann: Application, apply: Apply, intake: Intake, page: str
) -> None:
    address = {"board": f"{OFFERS}/intakes/{intake.pk}/", "own": f"{OFFERS}/"}[page]
    enter(client, hana if page == "board" else user_of(ann)).get(address)
    asked = []

    for count in (1, 20):
        _more(count, ann, apply, intake)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def _more(count: int, ann: Application, apply: Apply, intake: Intake) -> None:
    for number in range(count):
        Offer.objects.create(
            application=ann, intake=intake, answer_until=soon(), state="lapsed", closed_at=timezone.now()
        )
        waiting = apply(f"more{count}x{number}", state="waiting")
        WaitingPlace.objects.create(intake=intake, application=waiting, position=100 * count + number)


def test_a_blind_selection_keeps_names_until_an_offer(
    client: Client, hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    Opportunity.objects.update(is_blind=True)
    rank(intake, [ann], [bo])
    page = f"{OFFERS}/intakes/{intake.pk}/giving/"

    assert b"Ann" not in enter(client, hana).get(page).content
    client.post(page, {"count": 1, "seen": planned(intake, 1).fingerprint, "answer_until": UNTIL})

    board = client.get(f"{OFFERS}/intakes/{intake.pk}/").content
    assert (b"Ann" in board, b"Bo<" in board) == (True, False)
