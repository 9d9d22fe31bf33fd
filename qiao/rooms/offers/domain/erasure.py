"""Where offers hold something about a person, and how it goes: that a place was offered stays."""

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject
from qiao.rooms.offers.models import Offer, OfferStep


def find_offers(subject: DataSubject) -> QuerySet[Offer]:
    """Those made to the person, and those made by them."""
    return Offer.objects.filter(subject.is_at("made_by", "application__profile__user"))


def find_steps(subject: DataSubject) -> QuerySet[OfferStep]:
    return OfferStep.objects.filter(subject.is_at("actor", "offer__application__profile__user"))


def forget_makers(offers: QuerySet[Offer]) -> int:
    return offers.update(made_by=None)
