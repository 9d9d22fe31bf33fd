"""What the check says of a result."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qiao.engines.shape.claim import Claim
from qiao.engines.shape.words import Language, Sentence


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule of the round that the result breaks, and by whom."""

    sentence: Sentence
    applicants: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()

    def text(self, language: Language = "en") -> str:
        return self.sentence.text(language)


@dataclass(frozen=True, slots=True)
class Block:
    """People and programmes that would all gain by leaving the result: it is not stable.

    Attributes
    ----------
    applicants : one, the two of a couple, or those who could open a programme that is closed.
    programmes : where they would go; None for one of a couple who would be left without a place.
    """

    sentence: Sentence
    applicants: tuple[str, ...]
    programmes: tuple[str | None, ...]

    def text(self, language: Language = "en") -> str:
        return self.sentence.text(language)


@dataclass(frozen=True)
class Verdict:
    """The judgement on one result.

    Attributes
    ----------
    violations : rules of the round that are broken; blocking is only looked for where there are none.
    blocking : every blocking pair, couple and coalition.
    size : applicants with a place, counted anew. shortfalls : places missing to the lower quotas of
        programmes, by id. supervisor_shortfalls : the same of supervisors.
    claims : what the result says of itself.
    """

    violations: tuple[Violation, ...]
    blocking: tuple[Block, ...]
    size: int
    shortfalls: Mapping[str, int]
    claims: tuple[Claim, ...] = ()
    supervisor_shortfalls: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_stable(self) -> bool:
        return not self.violations and not self.blocking

    @property
    def is_valid(self) -> bool:
        """Whether it is stable and nothing that it says of itself is wrong."""
        return self.is_stable and all(claim.state != "wrong" for claim in self.claims)

    def claim(self, name: str) -> Claim | None:
        return next((each for each in self.claims if each.name == name), None)
