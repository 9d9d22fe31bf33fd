"""The extremes of the lattice of stable matchings, and what all of them have in common."""

from qiao.engines.matching.problem import Round
from qiao.engines.matching.result import Matching
from qiao.engines.matching.solve import solve


def extremes(instance: Round) -> tuple[Matching, Matching]:
    """The stable matching that is best for all applicants, and the one that is best for all programmes.

    Of a strict round every stable matching lies between the two, for everybody (Knuth 1976; Abraham, Irving
    and Manlove 2007 for supervisors). Twice the time of `solve`.
    """
    return solve(instance), solve(instance, side="programmes")


def unplaced_always(instance: Round) -> frozenset[str]:
    """Applicants without a place in every stable matching: of a strict round, those without one in any.

    The theorem of the rural hospitals (Roth 1986). The time of `solve`.

    Raises
    ------
    ValueError : lists have ties, or places are given by more than ranks and capacities: there different
        people may be left out.
    """
    is_strict = not (instance.has_ties or instance.couples or instance.has_types or instance.has_regions)
    if not is_strict or instance.lower_quota_rule == "close":
        raise ValueError(f"stable matchings of {instance.id!r} may leave out different people")
    return frozenset(name for name, place in solve(instance).match.items() if place is None)
