"""Visits for programs: what the same account sees on the pages, and its wishes."""

from qiao.rooms.visits.api.visits import router

__all__ = ["router"]
