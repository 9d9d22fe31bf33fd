"""Proofs that a solution brings along, each checked again by its own arithmetic.

A certificate is an object of plain values; ``kind`` names its verifier. A kind that is not known here proves
nothing. ``{"kind": "several", "parts": [...]}`` joins some.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from qiao.engines.timetabling.check.certificates.conflict import Finding, judge_conflict
from qiao.engines.timetabling.check.certificates.floor_dual import bounds_by_pairs
from qiao.engines.timetabling.check.certificates.flow_dual import bound_by_prices
from qiao.engines.timetabling.check.certificates.moves import displaced_meetings, fewest_moves
from qiao.engines.timetabling.check.certificates.runs_bound import breaks_by_runs
from qiao.engines.timetabling.check.counts import Counts, exact
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.result import Solution

Quantity = Literal["weight", "breaks", "moved"]
Verifier = Callable[[Frame, Mapping[str, Any]], Fraction | int | None]
VERIFIERS: dict[str, tuple[Quantity, Verifier]] = {
    "flow-dual": ("weight", bound_by_prices),
    "runs-bound": ("breaks", breaks_by_runs),
    "moves": ("moved", displaced_meetings),
}


@dataclass
class Proof:
    """What is proved: at most so much weight with no more shortfall than the timetable has, at least so many
    breaks, moved and missing meetings, a conflict."""

    weight: Fraction
    breaks: int = 0
    moved: int = 0
    shortfall: int = 0
    conflict: Finding = "open"
    kinds: list[str] = field(default_factory=list)
    of_moves: list[Mapping[str, Any]] = field(default_factory=list)


def prove(
    frame: Frame, solution: Solution, counts: Counts, *, prove_conflict: bool, time_limit: float
) -> Proof:
    """What follows from the certificate of a solution, and what holds without one."""
    total = sum(
        (exact(each.weight) for each in frame.problem.requests if frame.possible[each.id]), Fraction(0)
    )
    proof = Proof(weight=total)
    if solution.certificate is not None:
        _take(frame, solution.certificate, counts, proof)
    given_up = set(frame.problem.previous or ()) - set(solution.schedule)
    proof.moved = max((fewest_moves(frame, each, given_up) for each in proof.of_moves), default=0)
    if solution.status == "infeasible" and solution.conflict is not None and prove_conflict:
        proof.conflict = judge_conflict(frame, solution.conflict, time_limit)
    return proof


def _take(frame: Frame, certificate: Mapping[str, Any], counts: Counts, proof: Proof) -> None:
    kind = certificate.get("kind")
    parts = certificate.get("parts")
    if kind == "several" and isinstance(parts, (list, tuple)):
        for part in parts:
            if isinstance(part, Mapping) and part.get("kind") != "several":
                _take(frame, part, counts, proof)
        return
    if kind == "floor-dual":
        _take_floors(frame, certificate, counts, proof)
    if not isinstance(kind, str) or kind not in VERIFIERS:
        return
    quantity, verify = VERIFIERS[kind]
    value = verify(frame, certificate)
    if value is None:
        return
    proof.kinds.append(kind)
    if kind == "moves":
        proof.of_moves.append(certificate)
    if quantity == "weight":
        proof.weight = min(proof.weight, Fraction(value))
    elif quantity == "breaks":
        proof.breaks = max(proof.breaks, int(value))
    else:
        proof.moved = max(proof.moved, int(value))


def _take_floors(frame: Frame, certificate: Mapping[str, Any], counts: Counts, proof: Proof) -> None:
    """The weight is bounded for timetables with the least shortfall alone."""
    bounds = bounds_by_pairs(frame, certificate)
    if bounds is None:
        return
    proof.kinds.append("floor-dual")
    missing, weight = bounds
    proof.shortfall = max(proof.shortfall, math.ceil(missing))
    if counts.shortfall <= missing:
        proof.weight = min(proof.weight, weight)
