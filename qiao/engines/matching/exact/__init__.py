"""The exact decision: whether a stable matching exists, and which is the largest, for every kind of round."""

from qiao.engines.matching.exact.decision import Decision, decide

__all__ = ["Decision", "decide"]
