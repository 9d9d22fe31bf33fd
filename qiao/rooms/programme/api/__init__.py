"""The programme for programs: what the same account sees on the pages."""

from ninja import Router

from qiao.rooms.programme.api.releases import router as releases

router = Router(tags=["programme"])
router.add_router("", releases)

__all__ = ["router"]
