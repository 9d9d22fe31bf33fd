"""The largest weakly stable matching with ties, on either side or on both."""

from qiao.engines.matching.ties.kiraly import kiraly
from qiao.engines.matching.ties.reductions import reduced
from qiao.engines.matching.ties.solve import Largest, solve_largest

__all__ = ["Largest", "kiraly", "reduced", "solve_largest"]
