"""Registrations for programs: what the same account sees and may answer on the pages."""

from ninja import Router

from qiao.rooms.registration.api.answers import router as answers
from qiao.rooms.registration.api.organising import router as organising

router = Router(tags=["registration"])
router.add_router("", answers)
router.add_router("", organising)

__all__ = ["router"]
