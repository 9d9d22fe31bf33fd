"""Two accept one place on the site in the same second: the place goes to one, the other is told why."""

import threading

import pytest
from django.db import connection
from django.test import Client

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.offer import make_offer
from qiao.rooms.offers.models import Offer
from qiao.rooms.opportunities.models import Intake
from tests.rooms.offers.conftest import add_places, soon, user_of

OFFERS = "/en/offers"


def race(pages: list[tuple[User, str]]) -> list[tuple[int, str]]:
    """Each posts at the same moment; the answers by status."""
    gate, told = threading.Barrier(len(pages)), []

    def post(user: User, page: str) -> None:
        client = Client()
        client.force_login(user)
        try:
            gate.wait()
            answer = client.post(page)
            told.append((answer.status_code, answer.content.decode()))
        finally:
            connection.close()

    racers = [threading.Thread(target=post, args=each) for each in pages]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_one_place_goes_to_one_and_the_other_page_says_why(
    hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    add_places(intake, 2)
    offers = [make_offer(each, actor=hana, answer_until=soon()) for each in (ann, bo)]
    add_places(intake, 1)

    answers = race([(user_of(offer.application), f"{OFFERS}/{offer.pk}/acceptance/") for offer in offers])

    assert [status for status, _ in answers] == [302, 409]
    assert "taken" in answers[1][1]
    intake.refresh_from_db()
    assert intake.places_taken == 1
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["accepted", "open"]
    assert Application.objects.filter(state="accepted", holds_place=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_offer_accepted_twice_takes_one_place(hana: User, ann: Application, intake: Intake) -> None:
    add_places(intake, 2)
    offer = make_offer(ann, actor=hana, answer_until=soon())

    answers = race([(user_of(ann), f"{OFFERS}/{offer.pk}/acceptance/")] * 2)

    assert [status for status, _ in answers] == [302, 302]  # a second press changes nothing
    intake.refresh_from_db()
    assert intake.places_taken == 1
    assert Activity.objects.filter(action="offers.offer.accepted").count() == 1
