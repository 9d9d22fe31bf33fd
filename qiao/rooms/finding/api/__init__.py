"""Finding for programs: the search that everybody may ask, the reader's own, and what one keeps."""

from ninja import Router

from qiao.rooms.finding.api.kept import router as kept
from qiao.rooms.finding.api.search import router as search

router = Router(tags=["finding"])
router.add_router("", search)
router.add_router("", kept)

__all__ = ["router"]
