"""Exchanges for programs: what the same account sees and may change on the pages."""

from ninja import Router

from qiao.rooms.exchanges.api.delegations import router as delegations
from qiao.rooms.exchanges.api.exchanges import router as exchanges
from qiao.rooms.exchanges.api.members import router as members

router = Router(tags=["exchanges"])
router.add_router("", exchanges)
router.add_router("", delegations)
router.add_router("", members)

__all__ = ["router"]
