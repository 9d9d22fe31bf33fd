"""Meetings for programs: what the same account sees and may change on the pages."""

from ninja import Router

from qiao.rooms.meetings.api.parties import router as parties
from qiao.rooms.meetings.api.rounds import router as rounds
from qiao.rooms.meetings.api.steps import router as steps

router = Router(tags=["meetings"])
router.add_router("", rounds)
router.add_router("", parties)
router.add_router("", steps)

__all__ = ["router"]
