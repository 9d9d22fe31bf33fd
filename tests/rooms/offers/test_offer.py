import threading

import pytest
from django.db import connection
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.applications.errors import PlacesTaken, WrongApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain.offer import (
    accept_offer,
    decline_offer,
    extend_offer,
    make_offer,
    withdraw_offer,
)
from qiao.rooms.offers.domain.waiting import put_on_waiting_list
from qiao.rooms.offers.errors import (
    DeadlineNotLater,
    DeadlineWrong,
    NoPlaceForOffer,
    NotByOffers,
    OfferClosed,
    OfferReasonMissing,
    OfferTimeOver,
)
from qiao.rooms.offers.models import Offer
from qiao.rooms.opportunities.models import Intake, Opportunity
from tests.rooms.offers.conftest import add_places, soon, state_of, user_of


def test_a_place_is_offered_and_accepted_once(hana: User, ann: Application, intake: Intake) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon(), terms_en="A desk and a salary.")
    assert state_of(ann) == "offered"

    first = accept_offer(offer, actor=user_of(ann))
    again = accept_offer(offer, actor=user_of(ann))

    assert (first.state, again.state, state_of(ann)) == ("accepted", "accepted", "accepted")
    intake.refresh_from_db()
    assert intake.places_taken == 1
    assert [(step.from_state, step.to_state) for step in offer.steps.all()] == [
        ("", "open"),
        ("open", "accepted"),
    ]
    assert Activity.objects.filter(action="offers.offer.accepted").count() == 1
    mails = OutboxMail.objects.filter(template__startswith="offers.").order_by("created_at")
    assert [(mail.template, mail.recipient) for mail in mails] == [
        ("offers.news", user_of(ann).email),
        ("offers.host_news", hana.email),
    ]
    assert "Shanghai" in mails[0].text


def test_only_the_host_offers(mo: User, pia: User, sam: User, ann: Application) -> None:
    for user in (pia, sam, user_of(ann)):
        with pytest.raises(NotPermitted):
            make_offer(ann, actor=user, answer_until=soon())

    assert make_offer(ann, actor=mo, answer_until=soon()).made_by == mo


def test_only_the_applicant_answers(hana: User, sam: User, ann: Application, bo: Application) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())

    for user in (hana, sam, user_of(bo)):
        with pytest.raises(NotPermitted):
            accept_offer(offer, actor=user)
        with pytest.raises(NotPermitted):
            decline_offer(offer, actor=user, reason="No.")
    for user in (sam, user_of(ann)):
        with pytest.raises(NotPermitted):
            withdraw_offer(offer, actor=user, reason="No.")
        with pytest.raises(NotPermitted):
            extend_offer(offer, actor=user, answer_until=soon(72))


def test_never_more_offers_than_places(hana: User, ann: Application, bo: Application) -> None:
    make_offer(ann, actor=hana, answer_until=soon())

    with pytest.raises(NoPlaceForOffer):
        make_offer(bo, actor=hana, answer_until=soon())
    assert state_of(bo) == "complete"


def test_one_offer_at_a_time(hana: User, ann: Application, intake: Intake) -> None:
    add_places(intake, 3)
    make_offer(ann, actor=hana, answer_until=soon())

    with pytest.raises(WrongApplicationState):
        make_offer(ann, actor=hana, answer_until=soon())
    assert Offer.objects.count() == 1


def test_a_matching_round_makes_no_offers(hana: User, ann: Application, opportunity: Opportunity) -> None:
    Opportunity.objects.filter(pk=opportunity.pk).update(filling="matching")

    with pytest.raises(NotByOffers):
        make_offer(ann, actor=hana, answer_until=soon())


@pytest.mark.parametrize("hours", [-1, 24 * 181])
def test_the_deadline_lies_ahead(hana: User, ann: Application, hours: int) -> None:
    with pytest.raises(DeadlineWrong):
        make_offer(ann, actor=hana, answer_until=soon(hours))


def test_declining_gives_the_place_to_the_next(
    hana: User, ann: Application, bo: Application, cy: Application
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    for application in (bo, cy):
        put_on_waiting_list(application, actor=hana)
    with pytest.raises(OfferReasonMissing):
        decline_offer(offer, actor=user_of(ann), reason=" ")

    decline_offer(offer, actor=user_of(ann), reason="Another place.")

    assert [state_of(each) for each in (ann, bo, cy)] == ["declined", "offered", "waiting"]
    told = OutboxMail.objects.get(recipient=user_of(bo).email, template="offers.news")
    assert "A place for you" in told.subject
    with pytest.raises(OfferClosed):
        accept_offer(offer, actor=user_of(ann))


def test_the_host_withdraws_with_a_reason(hana: User, mo: User, ann: Application, bo: Application) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    put_on_waiting_list(bo, actor=hana)

    withdraw_offer(offer, actor=mo, reason="The project is cancelled.")

    assert (state_of(ann), state_of(bo)) == ("closed", "offered")
    mail = OutboxMail.objects.get(recipient=user_of(ann).email, subject__contains="withdrawn")
    assert "cancelled" not in mail.text


def test_a_withdrawn_application_frees_the_place_at_once(
    hana: User, ann: Application, bo: Application
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    put_on_waiting_list(bo, actor=hana)
    accept_offer(offer, actor=user_of(ann))

    withdraw_application(ann, actor=user_of(ann))

    assert (state_of(ann), state_of(bo)) == ("withdrawn", "offered")


def test_an_application_withdrawn_under_an_offer_ends_it(
    hana: User, ann: Application, bo: Application
) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    put_on_waiting_list(bo, actor=hana)

    withdraw_application(ann, actor=user_of(ann))

    offer.refresh_from_db()
    assert (offer.state, state_of(bo)) == ("withdrawn", "offered")


def test_a_deadline_is_put_off_never_forward(hana: User, ann: Application) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())

    with pytest.raises(DeadlineNotLater):
        extend_offer(offer, actor=hana, answer_until=soon(24))
    longer = extend_offer(offer, actor=hana, answer_until=soon(96))

    assert longer.answer_until > offer.answer_until
    assert OutboxMail.objects.filter(subject__contains="longer to answer").count() == 1


def test_an_answer_after_the_deadline_is_too_late(hana: User, ann: Application) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    Offer.objects.update(answer_until=timezone.now())

    with pytest.raises(OfferTimeOver):
        accept_offer(offer, actor=user_of(ann))


@pytest.mark.django_db(transaction=True)
def test_two_accept_the_last_place_in_the_same_second(
    hana: User, ann: Application, bo: Application, intake: Intake
) -> None:
    add_places(intake, 2)
    offers = [make_offer(each, actor=hana, answer_until=soon()) for each in (ann, bo)]
    add_places(intake, 1)
    gate, told = threading.Barrier(2), []

    def accept(offer: Offer) -> None:
        try:
            gate.wait()
            told.append(accept_offer(offer, actor=user_of(offer.application)).state)
        except PlacesTaken as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    racers = [threading.Thread(target=accept, args=(offer,)) for offer in offers]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert told.count("accepted") == 1
    assert len(told) == 2
    intake.refresh_from_db()
    assert intake.places_taken == 1
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["accepted", "open"]
