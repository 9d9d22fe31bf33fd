"""What an explanation says: reasons, changes and shares, each a plain value with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qiao.engines.shape.words import Language, Sentence
from qiao.engines.timetabling.explain.edit import Edit, edit_problem
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Number, Solution

Code = Literal[
    "never",
    "common",
    "session",
    "allowed",
    "no-table",
    "cap",
    "busy",
    "tables",
    "day",
    "run",
    "walk",
    "order",
    "price",
    "weight",
    "fairness",
    "moved",
    "open",
    "conflict",
    "unfound",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps a request out of the timetable.

    Attributes
    ----------
    participant : the one of the two whom it concerns; None where it concerns both or the hall.
    slots : the slots that it closes, looked at with the timetable as it is.
    requests : the meetings in the way, as far as the asker may see them. hidden : how many more there are.
    """

    code: Code
    sentence: Sentence
    participant: str | None = None
    slots: tuple[int, ...] = ()
    requests: tuple[str, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Change:
    """What would grant a request: verified, since the timetable it leads to was made and passed the check.

    Attributes
    ----------
    edits : the changes of the instance and the meetings given up; none where moving meetings is enough, one
        for a single change, more for a combination.
    slot : where the request then lies. moves : the other meetings that move, and their new slots.
    """

    request: str
    edits: tuple[Edit, ...]
    slot: int
    moves: Mapping[str, int]
    sentence: Sentence

    @property
    def is_single(self) -> bool:
        return len(self.edits) <= 1

    @property
    def is_free(self) -> bool:
        """Whether nothing else has to change at all."""
        return not self.edits and not self.moves

    def problem(self, problem: Problem) -> Problem:
        """The instance with the edits made. Linear in the instance."""
        return edit_problem(problem, self.edits)

    def solution(self, solution: Solution) -> Solution:
        """The timetable that holds the request: a plain schedule without tables, which claims nothing.

        It holds everything that was held but what `edits` give up.
        """
        given_up = {edit.request for edit in self.edits if edit.kind == "give-up"}
        slots = {name: each.slot for name, each in solution.schedule.items() if name not in given_up}
        slots |= {**self.moves, self.request: self.slot}
        schedule = {name: Meeting(slot) for name, slot in slots.items()}
        return Solution(solution.instance, "unknown", schedule)


@dataclass(frozen=True)
class Refusal:
    """Why one request is not held, and what would change that.

    Attributes
    ----------
    changes : each verified, the easiest first; of single changes the easiest of each kind for each person; a
        combination only where no single change is known.
    is_exhaustive : without a single change among `changes`: whether it is proved that none would do.
    answer : what is said where no single change is known; None otherwise.
    """

    request: str
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]
    is_exhaustive: bool
    answer: Sentence | None = None

    @property
    def change(self) -> Change | None:
        """The easiest change."""
        return self.changes[0] if self.changes else None

    @property
    def single_changes(self) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.is_single)

    def sentences(self, language: Language = "en") -> list[str]:
        """The reasons, then the changes or that there is none, as texts."""
        told = [reason.sentence for reason in self.reasons]
        told += [] if self.answer is None else [self.answer]
        told += [change.sentence for change in self.changes]
        return [sentence.text(language) for sentence in told]


@dataclass(frozen=True)
class Share:
    """What one participant got, against the best that could be had for that participant alone.

    Attributes
    ----------
    held, wanted : requests. weight : what the held ones are worth.
    best : the most weight if everybody else's meetings gave way, under all rules but fairness and the limit
        of moves. `is_exact` False: at most so much.
    floor : meetings that the participant should get at least; 0 is no floor.
    """

    participant: str
    held: int
    wanted: int
    weight: Number
    best: Number
    is_exact: bool
    sentence: Sentence
    floor: int = 0

    @property
    def ratio(self) -> float | None:
        """Between 0 and 1; None where there was nothing to be had."""
        return self.weight / self.best if self.best else None


@dataclass(frozen=True)
class Spread:
    """How the ratios of the shares are spread over the participants who had something to get."""

    count: int
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float
    sentence: Sentence


@dataclass(frozen=True)
class EmptyHanded:
    """A participant with wishes of whom none is held. `causes` : how often each reason binds."""

    participant: str
    wanted: int
    causes: Mapping[Code, int]
    sentence: Sentence


@dataclass(frozen=True)
class Explanation:
    """The account of a timetable.

    Attributes
    ----------
    refusals : one for every request asked about that is not held, in the order of the instance.
    shares : one for every participant, or for those of the requests asked about.
    spread : of all shares; None where nobody had anything to get.
    empty_handed : those who got nothing although they had wishes, as far as the asker may see them.
    conflict : why there is no timetable at all.
    """

    refusals: tuple[Refusal, ...]
    shares: tuple[Share, ...]
    spread: Spread | None = None
    empty_handed: tuple[EmptyHanded, ...] = ()
    conflict: Sentence | None = None
