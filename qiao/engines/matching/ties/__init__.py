"""The largest weakly stable matching with ties, on either side or on both."""

from qiao.engines.matching.ties.kiraly import kiraly
from qiao.engines.matching.ties.reductions import reduced

__all__ = ["kiraly", "reduced"]
