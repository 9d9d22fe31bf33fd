"""What a worker was told to do."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Plan:
    """`queues` empty means all. `grace` is how long a stopping worker may finish what it does."""

    queues: tuple[str, ...] = ()
    lease: timedelta = timedelta(seconds=30)
    idle: float = 1.0
    grace: float = 8.0
    once: bool = False
    reaps: bool = True
    schedules: bool = True

    @property
    def beat(self) -> float:
        """Seconds between two renewals of a lease, two looks of the reaper and two signs of life."""
        return self.lease.total_seconds() / 4
