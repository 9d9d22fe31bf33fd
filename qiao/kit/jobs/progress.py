"""How far a job is: where a body reports to, with and without a worker around it."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Q

from qiao.kit.jobs.errors import JobCancelled
from qiao.kit.jobs.models import Job

PAUSE = 1.0  # seconds between two writes of the progress of one job


@dataclass(frozen=True)
class Progress:
    done: int = 0
    total: int | None = None
    note: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        return {
            "progress_done": max(self.done, 0),
            "progress_total": self.total,
            "progress_note": self.note[:300],
            "progress_values": self.values,
        }


class Reporter(Protocol):
    """Where a body reports to."""

    def report(self, progress: Progress) -> None: ...

    def check(self) -> None:
        """Raises JobCancelled or LeaseLost."""

    def holds(self) -> Q:
        """The condition under which the row of the job may still be written: true while the lease is ours."""


current_reporter: ContextVar[Reporter | None] = ContextVar("qiao_job_reporter", default=None)


class DirectReporter:
    """Without a worker's own connection: progress goes through the body's, at most once a second."""

    def __init__(self, job_id: Any, now: Callable[[], float] = time.monotonic) -> None:
        self.job_id = job_id
        self.latest: Progress | None = None
        self._now = now
        self._written_at = float("-inf")

    def report(self, progress: Progress) -> None:
        self.latest = progress
        if self._now() - self._written_at >= PAUSE:
            self.flush()

    def flush(self) -> None:
        if self.latest is not None:
            self._written_at = self._now()
            Job.objects.filter(pk=self.job_id).update(**self.latest.columns())

    def check(self) -> None:
        if Job.objects.filter(pk=self.job_id, cancel_requested_at__isnull=False).exists():
            raise JobCancelled

    def holds(self) -> Q:
        return Q()
