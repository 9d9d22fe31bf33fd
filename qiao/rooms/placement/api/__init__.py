"""Matching rounds for programs: rounds, runs, posts, one's own list and result. No other list leaves here."""

from qiao.rooms.placement.api.lists import router
from qiao.rooms.placement.api.posts import router as posts
from qiao.rooms.placement.api.rounds import router as rounds
from qiao.rooms.placement.api.runs import router as runs

for each in (rounds, posts, runs):
    router.add_router("", each)

__all__ = ["router"]
