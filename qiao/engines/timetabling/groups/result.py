"""What `solve_groups` gives back: who is in which group, how good that is, and what is proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.groups.problem import GAINS, Number, Tier
from qiao.engines.timetabling.result import Status

FORMAT = "qiao-groups-result/1"


@dataclass(frozen=True, slots=True)
class TierValue:
    """One tier of a plan. `bound`: proved, no plan as good in all tiers before this one is better; None where
    nothing is proved."""

    tier: Tier
    value: Number
    bound: Number | None = None

    @property
    def is_proven(self) -> bool:
        return self.bound == self.value

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, as a share of the larger of value and bound.

        >>> TierValue("wishes", 98, 100).gap, TierValue("unity", 4, 0).gap, TierValue("unity", 0, 0).gap
        (0.02, 1.0, 0.0)
        """
        if self.bound is None:
            return None
        distance = self.bound - self.value if self.tier in GAINS else self.value - self.bound
        return distance / max(abs(self.bound), abs(self.value)) if distance else 0.0


@dataclass(frozen=True, slots=True)
class GroupConflict:
    """A smallest set of demands that cannot be met together: take any one of them away and the rest can.

    Attributes
    ----------
    guests : whose demands they are. groups : those the demands compete for.
    sentence : the conflict in words ("A, B and C can only be in group 2, which takes 2").
    """

    guests: tuple[str, ...]
    groups: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True)
class GroupSolution:
    """The answer to one instance.

    Attributes
    ----------
    status : ``optimal``: every tier is proved best; ``feasible``: a plan, each tier beside its bound;
        ``infeasible``: proved that there is none, `conflict` says why; ``unknown``: none found in the time.
    assignment : guest id to the ids of the guest's groups, in order of their slots; those in no group are
        absent.
    tiers : value and bound of each tier, in the order of the instance.
    """

    instance: str
    status: Status
    assignment: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tiers: tuple[TierValue, ...] = ()
    conflict: GroupConflict | None = None
    seed: int = 0
    seconds: float = 0.0
    version: str = ""
    input_hash: str = ""

    @property
    def is_solved(self) -> bool:
        return self.status in {"optimal", "feasible"}

    @property
    def values(self) -> tuple[Number, ...]:
        """The values of the tiers alone."""
        return tuple(each.value for each in self.tiers)
