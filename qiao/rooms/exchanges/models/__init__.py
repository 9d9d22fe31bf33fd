from qiao.rooms.exchanges.models.decision import Decision, PartnerConsent
from qiao.rooms.exchanges.models.delegation import Delegation, DelegationStep
from qiao.rooms.exchanges.models.exchange import Deadline, Exchange
from qiao.rooms.exchanges.models.member import DelegationMember
from qiao.rooms.exchanges.models.offer import SeatOffer
from qiao.rooms.exchanges.models.partner import Partner

__all__ = [
    "Deadline",
    "Decision",
    "Delegation",
    "DelegationMember",
    "DelegationStep",
    "Exchange",
    "Partner",
    "PartnerConsent",
    "SeatOffer",
]
