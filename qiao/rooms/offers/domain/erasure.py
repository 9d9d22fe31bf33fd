"""Where offers hold something about a person, and how it goes: that a place was offered stays."""

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.offers.models import Offer, OfferStep

GONE = "–"


def find_offers(subject: DataSubject) -> QuerySet[Offer]:
    """Those made to the person, and those made by them."""
    if subject.user_id is None:
        return Offer.objects.none()
    return Offer.objects.filter(Q(made_by=subject.user_id) | Q(application__profile__user=subject.user_id))


def find_steps(subject: DataSubject) -> QuerySet[OfferStep]:
    if subject.user_id is None:
        return OfferStep.objects.none()
    own = Q(actor=subject.user_id) | Q(offer__application__profile__user=subject.user_id)
    return OfferStep.objects.filter(own)


def forget_makers(offers: QuerySet[Offer]) -> int:
    return offers.update(made_by=None)


def forget_actors(steps: QuerySet[OfferStep]) -> int:
    steps.exclude(reason="").update(reason=GONE)
    return steps.update(actor=None)
