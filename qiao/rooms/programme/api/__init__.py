"""Programmes for programs: what the same account sees and may change on the pages."""

from ninja import Router

from qiao.rooms.programme.api.items import router as items
from qiao.rooms.programme.api.places import router as places
from qiao.rooms.programme.api.releases import router as releases

router = Router(tags=["programme"])
router.add_router("", items)
router.add_router("", places)
router.add_router("", releases)

__all__ = ["router"]
