"""Who asks, what they may see, and which meetings may be given up for a request."""

from collections.abc import Callable
from dataclasses import dataclass

from qiao.engines.timetabling.explain.plan import Plan


def everything(_name: str) -> bool:
    """The organiser sees every participant and every request."""
    return True


@dataclass(frozen=True)
class Asker:
    """What may be said to the one who asks.

    Attributes
    ----------
    may_see : of the id of a request or participant.
    is_best : whether it is proved that no timetable holds more weight, so that nothing lesser can give way.
    """

    plan: Plan
    may_see: Callable[[str], bool] = everything
    is_best: bool = False

    def sees(self, request: int) -> bool:
        """Whether the request may be named: itself, and the two who would meet."""
        found = self.plan.problem.requests[request]
        return all(map(self.may_see, (found.id, found.a, found.b)))

    def could_give_up(self, request: int, wanted: int) -> bool:
        """Whether a held request that is no better may give way, whoever sees it."""
        problem = self.plan.problem
        one, other = problem.requests[request], problem.requests[wanted]
        if problem.is_due(one) or one.weight > other.weight:
            return False
        return one.weight == other.weight or not self.is_best

    def may_give_up(self, request: int, wanted: int) -> bool:
        """Whether that can be offered to the one who asks."""
        return self.could_give_up(request, wanted) and self.sees(request)
