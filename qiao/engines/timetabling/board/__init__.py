"""A timetable one works on: place, remove and move meetings, and ask what stands in the way."""

from qiao.engines.timetabling.board.board import NOTHING, Board
from qiao.engines.timetabling.board.counting import Count
from qiao.engines.timetabling.board.obstacles import Obstacle, ObstacleKind

__all__ = ["NOTHING", "Board", "Count", "Obstacle", "ObstacleKind"]
