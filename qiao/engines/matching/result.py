"""What a solver gives back: who goes where, how good it is, and what proves it. ``matching-result/1``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qiao.engines.shape.words import Sentence

Status = Literal["stable", "none", "open"]
Objective = Literal["stable", "max-size"]
Side = Literal["applicants", "programmes"]

FORMAT = "matching-result/1"


@dataclass(frozen=True)
class Matching:
    """The answer to one instance.

    Attributes
    ----------
    status : ``stable``: nothing blocks; ``none``: proved that no stable matching exists, `match` is the
        nearest that was found; ``open``: neither in the time, `match` is the nearest that was found.
    match : applicant to programme, or None without a place; every applicant is a key.
    side : for whom it is the best of all stable matchings, where one is; otherwise None.
    bound : proved: no stable matching places more applicants. None where nothing is proved.
    shortfalls : places missing to the lower quota of programmes, by id. supervisor_shortfalls : the same of
        supervisors, who may have the id of a programme.
    blocking : the fewest blocking pairs that were found, in words; only where the status is not ``stable``.
    cutoffs : for each programme the tier of the last applicant it would still take, with which everybody can
        verify the own result; None where it has room for all it lists.
    certificate : plain values that `check` verifies; its key ``kind`` names it.
    """

    instance: str
    status: Status
    match: Mapping[str, str | None]
    objective: Objective = "stable"
    side: Side | None = None
    algorithm: str = ""
    bound: int | None = None
    shortfalls: Mapping[str, int] = field(default_factory=dict)
    supervisor_shortfalls: Mapping[str, int] = field(default_factory=dict)
    blocking: tuple[Sentence, ...] = ()
    cutoffs: Mapping[str, int | None] = field(default_factory=dict)
    certificate: Mapping[str, Any] | None = None
    seed: int = 0
    version: str = ""
    input_hash: str = ""

    @property
    def size(self) -> int:
        """Applicants with a place."""
        return sum(place is not None for place in self.match.values())

    @property
    def gap(self) -> float | None:
        """How far the size may be below the largest, as a share of the bound; None without a bound."""
        if self.bound is None:
            return None
        return (self.bound - self.size) / self.bound if self.bound else 0.0
