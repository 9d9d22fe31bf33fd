"""One run of a solver: its seed, its time and how it is stopped."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Run:
    """Shared by all parts of one call of a solver; an engine adds what only it knows.

    Attributes
    ----------
    time_limit : seconds by the clock after which the best so far is given; None is no limit.
    seed : the same seed gives the same result where time does not run out.
    should_stop : asked often; True ends the run with the best so far.
    """

    time_limit: float | None = None
    seed: int = 0
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
