from qiao.kit.classification import DataSubject
from qiao.kit.steps.forget import forget_who_and_why
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain import erasure
from qiao.rooms.offers.domain.offer import decline_offer, make_offer
from tests.rooms.offers.conftest import soon, user_of


def test_who_offered_and_why_it_was_declined_are_forgotten(hana: User, ann: Application) -> None:
    offer = make_offer(ann, actor=hana, answer_until=soon())
    decline_offer(offer, actor=user_of(ann), reason="My mother is ill.")

    for user in (hana, user_of(ann)):
        subject = DataSubject(user_id=user.pk)
        erasure.forget_makers(erasure.find_offers(subject))
        forget_who_and_why(erasure.find_steps(subject))

    offer.refresh_from_db()
    assert (offer.made_by, offer.state) == (None, "declined")
    assert [(step.actor, step.reason) for step in offer.steps.all()] == [(None, ""), (None, "–")]
    assert not erasure.find_offers(DataSubject()).exists()
    assert not erasure.find_steps(DataSubject()).exists()
