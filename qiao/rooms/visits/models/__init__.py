from qiao.rooms.visits.models.bar import VisitExclusion, VisitPin
from qiao.rooms.visits.models.plan import PlanGuest, VisitPlan
from qiao.rooms.visits.models.seat import VisitSeat, VisitWaiting
from qiao.rooms.visits.models.visit import Visit, VisitRun
from qiao.rooms.visits.models.wish import VisitCall, Visitor, VisitWish

__all__ = [
    "PlanGuest",
    "Visit",
    "VisitCall",
    "VisitExclusion",
    "VisitPin",
    "VisitPlan",
    "VisitRun",
    "VisitSeat",
    "VisitWaiting",
    "VisitWish",
    "Visitor",
]
