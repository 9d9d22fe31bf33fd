"""One run of a solver: its seed, its time, who is told of its progress and how it is stopped."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qiao.engines.shape import run as shape


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the best values so far and what is proved. None where nothing is known yet."""

    seconds: float
    phase: str
    weight: float | None = None
    weight_bound: float | None = None
    breaks: int | None = None
    breaks_bound: int | None = None
    moved: int | None = None


@dataclass
class Run(shape.Run):
    """The same for timetables.

    Attributes
    ----------
    threads : the same seed gives the same plan where it is 1 and time does not run out.
    on_progress : called from the solving thread, at most some times a second.
    """

    threads: int = 1
    on_progress: Callable[[Progress], object] | None = None

    @contextmanager
    def off_the_clock(self) -> Iterator[None]:
        """What happens in the block takes no time of this run."""
        paused = time.monotonic()
        try:
            yield
        finally:
            self.began += time.monotonic() - paused

    def tell(
        self,
        phase: str,
        *,
        weight: float | None = None,
        weight_bound: float | None = None,
        breaks: int | None = None,
        breaks_bound: int | None = None,
        moved: int | None = None,
    ) -> None:
        if self.on_progress is not None:
            self.on_progress(Progress(self.seconds, phase, weight, weight_bound, breaks, breaks_bound, moved))
