"""A fault, several of them, and where they are collected."""

from collections.abc import Iterable
from dataclasses import dataclass

from qiao.engines.shape.words import Language, Sentence

MOST_FAULTS = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend.

    Attributes
    ----------
    place : where it is, such as ``requests[3].after[0]`` or, in a table, ``requests!C5``.
    sentence : what is wrong and what to do.
    """

    place: str
    sentence: Sentence

    def text(self, language: Language = "en") -> str:
        if not self.place:
            return self.sentence.text(language)
        return f"{self.place}{': ' if language == 'en' else '：'}{self.sentence.text(language)}"

    def __str__(self) -> str:
        return self.text()


class BadInstance(ValueError):
    """Input that cannot be worked with; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(*self.faults)

    def text(self, language: Language = "en") -> str:
        """One line for each fault."""
        return "\n".join(fault.text(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.text()


class Collector:
    """Takes faults as they are found and keeps the first `MOST_FAULTS`: a bad file of any size ends soon."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    @property
    def is_full(self) -> bool:
        return len(self.faults) >= MOST_FAULTS

    def add(self, place: str, code: str, **values: object) -> None:
        if not self.is_full:
            self.faults.append(Fault(place, Sentence(f"fault.{code}", values)))

    def raise_any(self) -> None:
        """Raises
        ------
        BadInstance : something was found.
        """
        if self.faults:
            raise BadInstance(self.faults)
