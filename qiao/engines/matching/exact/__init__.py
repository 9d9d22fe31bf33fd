"""The exact decision: whether a stable matching exists, and which is the largest, for every kind of round."""

from qiao.engines.matching.exact.decision import MOST_TERMS, TERMS_A_SECOND, Decision, decide, terms_of

__all__ = ["MOST_TERMS", "TERMS_A_SECOND", "Decision", "decide", "terms_of"]
