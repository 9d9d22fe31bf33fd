"""Career offices for programs: what they approve and recommend, and students for an office's own system."""

from qiao.rooms.offices.api.approvals import router as approvals
from qiao.rooms.offices.api.office import router as office
from qiao.rooms.offices.api.registrations import router
from qiao.rooms.offices.api.students import router as students

router.add_router("", approvals)
router.add_router("", office)
router.add_router("", students)

__all__ = ["router"]
