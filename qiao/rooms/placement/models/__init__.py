from qiao.rooms.placement.models.listing import Pair, PostList, RankOrderList
from qiao.rooms.placement.models.post import RoundOption, RoundPost
from qiao.rooms.placement.models.round import MatchingRound, RoundStep
from qiao.rooms.placement.models.run import MatchingRun, Placement

__all__ = [
    "MatchingRound",
    "MatchingRun",
    "Pair",
    "Placement",
    "PostList",
    "RankOrderList",
    "RoundOption",
    "RoundPost",
    "RoundStep",
]
