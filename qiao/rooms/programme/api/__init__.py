"""Programmes for programs: what the same account sees and may change on the pages."""

from ninja import Router

from qiao.rooms.programme.api.items import router as items
from qiao.rooms.programme.api.places import router as places

router = Router(tags=["programme"])
router.add_router("", items)
router.add_router("", places)

__all__ = ["router"]
