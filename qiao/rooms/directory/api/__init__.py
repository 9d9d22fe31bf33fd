"""The directory for programs: what the same account sees and may change on the pages."""

from ninja import Router

from qiao.rooms.directory.api.memberships import router as memberships
from qiao.rooms.directory.api.names import router as names
from qiao.rooms.directory.api.organisations import router as organisations
from qiao.rooms.directory.api.people import router as people
from qiao.rooms.directory.api.units import router as units

router = Router(tags=["directory"])
router.add_router("/organisations", organisations)
router.add_router("", names)
router.add_router("", units)
router.add_router("", memberships)
router.add_router("/people", people)

__all__ = ["router"]
