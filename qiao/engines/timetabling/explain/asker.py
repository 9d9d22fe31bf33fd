"""Who asks, what they may see, and which meetings may be given up for a request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

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
    is_best_within : whether that is proved of the timetables that miss no more meetings of the floors.
    """

    plan: Plan
    may_see: Callable[[str], bool] = everything
    is_best: bool = False
    is_best_within: bool = False

    def sees(self, request: int) -> bool:
        """Whether the request may be named: itself, and the two who would meet."""
        found = self.plan.problem.requests[request]
        return all(map(self.may_see, (found.id, found.a, found.b)))

    def may_give_up(self, request: int, wanted: int) -> bool:
        """Whether a held request may be offered to give way: no better than the other, not due, and seen."""
        problem = self.plan.problem
        one, other = problem.requests[request], problem.requests[wanted]
        if problem.is_due(one) or one.weight > other.weight:
            return False
        return (one.weight == other.weight or not self.is_best) and self.sees(request)

    @cached_property
    def held(self) -> list[int]:
        """The held requests by weight, the lightest first."""
        names = self.plan.problem.requests
        return sorted(self.plan.slot_of, key=lambda each: (names[each].weight, each))
