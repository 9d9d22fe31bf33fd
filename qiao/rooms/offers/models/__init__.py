from qiao.rooms.offers.models.offer import Offer, OfferStep
from qiao.rooms.offers.models.waiting import WaitingListSettings, WaitingPlace

__all__ = ["Offer", "OfferStep", "WaitingListSettings", "WaitingPlace"]
