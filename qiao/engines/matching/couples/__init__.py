"""Pairs who apply together: a stable matching, or the proof that there is none."""

from qiao.engines.matching.couples.solve import solve_couples

__all__ = ["solve_couples"]
