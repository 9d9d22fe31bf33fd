"""An independent verdict on any result: it shares only the classes of the format with the solvers."""

from qiao.engines.matching.check.blocking import Notion, blocking_of
from qiao.engines.matching.check.claims import claims_of
from qiao.engines.matching.check.rules import (
    names_of,
    shortfalls_of,
    supervisor_shortfalls_of,
    violations_of,
)
from qiao.engines.matching.check.standing import Standing
from qiao.engines.matching.check.verdict import Block, Verdict, Violation
from qiao.engines.matching.problem import Round
from qiao.engines.matching.result import Matching
from qiao.engines.shape.claim import Claim

__all__ = ["Block", "Claim", "Notion", "Verdict", "Violation", "check"]


def check(instance: Round, result: Matching, *, notion: Notion = "weak") -> Verdict:
    """Whether a result is a stable matching of its round, and whether what it says of itself is so.

    Parameters
    ----------
    instance : a sound round (`faults_of`).
    notion : of stability where there are ties, see `blocking_of`.

    Linear in the length of the lists; see `blocking_of`.
    """
    if unknown := tuple(names_of(instance, result)):
        return Verdict(unknown, (), 0, {})
    standing = Standing(instance, result.match, is_whole=notion != "weak")
    violations = tuple(violations_of(standing))
    blocking = () if violations else tuple(blocking_of(standing, notion))
    size = sum(place is not None for place in standing.place.values())
    counts = instance.lower_quota_rule != "close"  # one that is empty is closed, and short of nothing
    short = (shortfalls_of(standing), supervisor_shortfalls_of(standing)) if counts else ({}, {})
    is_stable = not violations and not blocking
    claims = claims_of(standing, result, size=size, short=short, is_stable=is_stable)
    return Verdict(violations, blocking, size, short[0], tuple(claims), short[1])
