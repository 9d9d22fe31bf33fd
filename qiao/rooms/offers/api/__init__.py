"""Offers for programs: an applicant's own, and what a host makes, withdraws and orders."""

from qiao.rooms.offers.api.giving import router as giving
from qiao.rooms.offers.api.offers import router
from qiao.rooms.offers.api.waiting import router as waiting

router.add_router("", giving)
router.add_router("", waiting)

__all__ = ["router"]
