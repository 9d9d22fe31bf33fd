"""Reviews for programs: a reviewer's own assignments and assessments, and rankings for the host."""

from ninja import Router

from qiao.rooms.reviews.api.assignments import router as assignments
from qiao.rooms.reviews.api.declarations import router as declarations
from qiao.rooms.reviews.api.rankings import router as rankings

router = Router(tags=["reviews"])
router.add_router("", assignments)
router.add_router("", declarations)
router.add_router("", rankings)

__all__ = ["router"]
