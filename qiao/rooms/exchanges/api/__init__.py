"""Exchanges for programs: what the same account sees and may change on the pages."""

from qiao.rooms.exchanges.api.delegations import router as delegations
from qiao.rooms.exchanges.api.exchanges import router
from qiao.rooms.exchanges.api.members import router as members

router.add_router("", delegations)
router.add_router("", members)

__all__ = ["router"]
