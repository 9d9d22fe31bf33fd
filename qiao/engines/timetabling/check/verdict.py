"""What the check says of a timetable."""

from dataclasses import dataclass

from qiao.engines.shape.claim import Claim
from qiao.engines.shape.words import Language, Sentence
from qiao.engines.timetabling.result import Number


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that is broken, and by whom and when, by id and number."""

    sentence: Sentence
    requests: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()

    def text(self, language: Language = "en") -> str:
        return self.sentence.text(language)


@dataclass(frozen=True)
class Verdict:
    """The judgement on one timetable.

    Attributes
    ----------
    violations : rules of the instance that are broken.
    weight, breaks, waits, idle : counted anew; breaks by the rule ``gap``, waits by the rule ``wait``.
    shortfall : meetings missing to the floors, counted anew.
    moved, dropped, added : against `Problem.previous`; None without it.
    claims : what the solution says of itself.
    """

    violations: tuple[Violation, ...]
    weight: Number
    breaks: int
    waits: int
    idle: int
    shortfall: int
    moved: int | None
    dropped: int | None
    added: int | None
    claims: tuple[Claim, ...]

    @property
    def is_valid(self) -> bool:
        """Whether no rule is broken and nothing that the solution says of itself is wrong."""
        return not self.violations and all(claim.state != "wrong" for claim in self.claims)

    def claim(self, name: str) -> Claim | None:
        return next((each for each in self.claims if each.name == name), None)
