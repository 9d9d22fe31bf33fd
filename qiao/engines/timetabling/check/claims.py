"""What a solution says of itself, against what was counted and proved."""

from collections.abc import Iterator
from fractions import Fraction

from qiao.engines.shape.claim import Claim, State
from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check.certificates import Proof
from qiao.engines.timetabling.check.counts import Counts, exact, plain
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.result import Number, Solution

# Sums of weights in floating point: half of the sixth decimal, or the last digits of large ones.
_ABSOLUTE = Fraction(1, 2_000_000)
_RELATIVE = Fraction(1, 10**11)


def claims_of(frame: Frame, solution: Solution, counts: Counts, proof: Proof) -> Iterator[Claim]:
    if solution.instance and solution.instance != frame.problem.name:
        told = {"said": solution.instance, "value": frame.problem.name}
        yield Claim("instance", "wrong", Sentence("check.other-instance", told))
    if solution.status == "infeasible":
        yield _infeasible(solution, proof)
        return
    if solution.is_solved:
        yield _counted("weight", solution.weight, counts.weight)
        for name in ("breaks", "waits", "idle"):
            yield _counted(name, getattr(solution, name), Fraction(getattr(counts, name)))
    if solution.shortfall is not None:
        yield _counted("shortfall", solution.shortfall, Fraction(counts.shortfall))
    for name in ("moved", "dropped", "added"):
        if (said := getattr(solution, name)) is not None:
            value = getattr(counts, name)
            yield _unjudged(name) if value is None else _counted(name, said, Fraction(value))
    yield from _bounds(frame, solution, counts, proof)
    if solution.status == "optimal":
        yield _optimal(frame, solution, counts, proof)


def _counted(name: str, said: Number, value: Fraction) -> Claim:
    label = Sentence(f"check.{name}")
    if _is_same(exact(said), value):
        return Claim(name, "verified", Sentence("check.counted", {"name": label, "value": plain(value)}))
    told = {"name": label, "value": plain(value), "said": said}
    return Claim(name, "wrong", Sentence("check.miscounted", told))


def _bounds(frame: Frame, solution: Solution, counts: Counts, proof: Proof) -> Iterator[Claim]:
    if (said := solution.weight_bound) is not None:
        is_beaten = _is_more(counts.weight, exact(said))
        is_proved = not _is_more(proof.weight, exact(said))
        yield _bound("weight", said, plain(counts.weight), is_beaten, is_proved)
    if (fewest := solution.shortfall_bound) is not None:
        missing = counts.shortfall
        yield _bound("shortfall", fewest, missing, missing < fewest, fewest <= proof.shortfall)
    if (fewest := solution.breaks_bound) is not None:
        counted = _breaks(frame, counts)
        is_best_weight = solution.weight_bound is None or _is_same(
            exact(solution.weight_bound), counts.weight
        )
        yield _bound("breaks", fewest, counted, is_best_weight and counted < fewest, fewest <= proof.breaks)
    if (fewest := solution.moved_bound) is not None:
        moved = counts.moved
        yield (
            _unjudged("moved")
            if moved is None
            else _bound("moved", fewest, moved, moved < fewest, fewest <= proof.moved)
        )


def _unjudged(name: str) -> Claim:
    return Claim(name, "open", Sentence("check.no-previous", {"name": Sentence(f"check.{name}")}))


def _bound(name: str, said: Number, value: Number, is_beaten: bool, is_proved: bool) -> Claim:
    state: State = "wrong" if is_beaten else "verified" if is_proved else "open"
    code = {"wrong": "beaten", "verified": "proved", "open": "unproved"}[state]
    told = {"name": Sentence(f"check.{name}"), "said": said, "value": value}
    return Claim(f"{name}_bound", state, Sentence(f"check.{code}", told))


def _optimal(frame: Frame, solution: Solution, counts: Counts, proof: Proof) -> Claim:
    """Shortfall, weight and breaks all equal their bounds; it is verified when the bounds are."""
    least = solution.shortfall_bound if frame.floors else 0
    if least is None or counts.shortfall > least:
        told = {"name": Sentence("check.shortfall"), "value": counts.shortfall, "said": least}
        return Claim("optimal", "wrong", Sentence("check.optimal-wrong", told))
    bound = solution.weight_bound
    if bound is None and frame.problem.mode == "all":
        bound = plain(counts.weight)
    if bound is None or _is_more(exact(bound), counts.weight):
        told = {"name": Sentence("check.weight"), "value": plain(counts.weight), "said": bound}
        return Claim("optimal", "wrong", Sentence("check.optimal-wrong", told))
    counted, fewest = _breaks(frame, counts), solution.breaks_bound
    if fewest is None or counted > fewest:
        told = {"name": Sentence("check.breaks"), "value": counted, "said": fewest}
        return Claim("optimal", "wrong", Sentence("check.optimal-wrong", told))
    if least > proof.shortfall or _is_more(proof.weight, exact(bound)) or fewest > proof.breaks:
        return Claim("optimal", "open", Sentence("check.optimal-open"))
    return Claim("optimal", "verified", Sentence("check.optimal"))


def _infeasible(solution: Solution, proof: Proof) -> Claim:
    if solution.schedule:
        return Claim("infeasible", "wrong", Sentence("check.infeasible-held"))
    if proof.conflict == "wrong":
        return Claim("infeasible", "wrong", Sentence("check.infeasible-wrong"))
    if proof.conflict == "larger":
        return Claim("infeasible", "wrong", Sentence("check.infeasible-larger"))
    if proof.conflict == "open":
        return Claim("infeasible", "open", Sentence("check.infeasible-open"))
    code = "check.infeasible" if proof.conflict == "smallest" else "check.infeasible-not-smallest"
    return Claim("infeasible", "verified", Sentence(code))


def _breaks(frame: Frame, counts: Counts) -> int:
    return counts.breaks if frame.problem.break_rule == "gap" else counts.waits


def _is_same(one: Fraction, other: Fraction) -> bool:
    return not _is_more(one, other) and not _is_more(other, one)


def _is_more(one: Fraction, other: Fraction) -> bool:
    return one - other > max(_ABSOLUTE, _RELATIVE * abs(other))
