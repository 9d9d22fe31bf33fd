"""What a solver gives back: a timetable, how good it is, and what proves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qiao.engines.shape.words import Sentence

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
Number = int | float

FORMAT = "qiao-timetable-result/1"


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a request is held, and at which table (numbered from 0), where tables were given out."""

    slot: int
    table: int | None = None


@dataclass(frozen=True)
class Conflict:
    """A smallest set of demands that cannot be met together: take any one of them away and the rest can.

    Attributes
    ----------
    requests, participants, slots : what the demands speak of, by id and number.
    sentence : the conflict in the words of the instance ("A, B and C all need slot 3").
    """

    requests: tuple[str, ...]
    participants: tuple[str, ...]
    slots: tuple[int, ...]
    sentence: Sentence


@dataclass(frozen=True)
class Solution:
    """The answer to one instance.

    Attributes
    ----------
    status : ``optimal``: shortfall, weight and breaks all equal their bounds; ``feasible``: a timetable
        whose distance to its bounds is `gap`; ``infeasible``: proved that there is none, `conflict` says why;
        ``unknown``: nothing was found in the time.
    schedule : request id to meeting; requests that are not held are absent.
    weight : sum of the weights held. breaks : by the rule ``gap``. waits : by the rule ``wait``. idle : slots
        in which participants are available and wait between two meetings, walking taken off.
    weight_bound : proved: no timetable holds more; where there is a floor: none whose shortfall is no
        greater. breaks_bound : proved: no such timetable that holds as much weight has fewer breaks, counted
        by the rule of the instance.
    shortfall : meetings missing to the floors of all participants together; None where there is no floor.
    shortfall_bound : proved: no timetable has a smaller one.
    moved, dropped, added : meetings that lie elsewhere than in `Problem.previous`, are gone, or are new.
    moved_bound : proved: no timetable that keeps as much of the earlier weight, and as many of the earlier
    meetings, moves fewer.
    certificate : plain values that `check` verifies, such as dual prices; its key ``kind`` names it.
    """

    instance: str
    status: Status
    schedule: Mapping[str, Meeting] = field(default_factory=dict)
    weight: Number = 0
    breaks: int = 0
    waits: int = 0
    idle: int = 0
    weight_bound: Number | None = None
    breaks_bound: int | None = None
    moved: int | None = None
    dropped: int | None = None
    added: int | None = None
    moved_bound: int | None = None
    shortfall: int | None = None
    shortfall_bound: int | None = None
    conflict: Conflict | None = None
    certificate: Mapping[str, Any] | None = None
    seed: int = 0
    seconds: float = 0.0
    version: str = ""
    input_hash: str = ""

    @property
    def gap(self) -> float | None:
        """How far the weight may be below the best, as a share of the bound; None without a bound."""
        if self.weight_bound is None:
            return None
        return (self.weight_bound - self.weight) / self.weight_bound if self.weight_bound else 0.0

    @property
    def is_solved(self) -> bool:
        return self.status in {"optimal", "feasible"}
