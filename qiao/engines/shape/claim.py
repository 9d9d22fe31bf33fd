"""What a solution says of itself, and what a check makes of it."""

from dataclasses import dataclass
from typing import Literal

from qiao.engines.shape.words import Sentence

State = Literal["verified", "open", "wrong"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a solution says of itself: counted again or proved by its certificate (``verified``),
    not proved either way (``open``), or ``wrong``."""

    name: str
    state: State
    sentence: Sentence
