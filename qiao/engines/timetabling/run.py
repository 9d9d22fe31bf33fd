"""One run of a solver: its seed, its time, who is told of its progress and how it is stopped."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


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
class Run:
    """Shared by all parts of one call of `solve`.

    Attributes
    ----------
    time_limit : seconds by the clock after which the best so far is given; None is no limit.
    seed : the same seed gives the same plan where `threads` is 1 and time does not run out.
    on_progress : called from the solving thread, at most some times a second.
    should_stop : asked often; True ends the run with the best so far.
    """

    time_limit: float | None = None
    seed: int = 0
    threads: int = 1
    on_progress: Callable[[Progress], object] | None = None
    should_stop: Callable[[], bool] | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds until the limit, never negative; infinite without one."""
        return float("inf") if self.time_limit is None else max(0.0, self.time_limit - self.seconds)

    @property
    def is_over(self) -> bool:
        return self.left <= 0 or (self.should_stop is not None and self.should_stop())

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
