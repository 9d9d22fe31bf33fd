"""What cannot hold together in a programme: pure, without a database. `find` names every conflict once."""

from qiao.rooms.programme.conflicts.find import find
from qiao.rooms.programme.conflicts.problem import Conflict, Kind, Programme, Session, Spot

__all__ = ["Conflict", "Kind", "Programme", "Session", "Spot", "find"]
