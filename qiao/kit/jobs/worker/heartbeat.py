"""Renews the lease of the task that runs, and carries its progress out and the wish to cancel in.

All of it on a connection of its own: inside the body's transaction progress would be invisible until the
commit, and a second writer of SQLite would wait for the first.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import OperationalError
from django.db.models import Exists, OuterRef, Q

from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.models import Job, Lease
from qiao.kit.jobs.progress import PAUSE, Progress
from qiao.kit.jobs.worker.claim import Hold, renew
from qiao.kit.jobs.worker.rhythm import Rhythm


@dataclass
class Pulse:
    """What the body and the heartbeat tell each other about one run. It is the body's reporter."""

    hold: Hold
    latest: Progress | None = None
    is_cancelled: bool = False
    is_lost: bool = False
    renewed_at: float = field(default_factory=time.monotonic)
    written: Progress | None = None
    written_at: float = float("-inf")

    def report(self, progress: Progress) -> None:
        self.latest = progress

    def check(self) -> None:
        if self.is_lost:
            raise LeaseLost
        if self.is_cancelled:
            raise JobCancelled

    def holds(self) -> Q:
        mine = Lease.objects.filter(
            task_id=OuterRef("task_id"), worker=self.hold.worker, attempt=self.hold.attempt
        )
        return Q(Exists(mine))


class Heartbeat:
    def __init__(self, lease: timedelta, parent: int | None = None) -> None:
        self._lease = lease
        self._beat = lease.total_seconds() / 4
        self._parent = parent
        self._pulse: Pulse | None = None
        self._rhythm = Rhythm("heartbeat", min(PAUSE, self._beat), self.act)

    def start(self) -> None:
        self._rhythm.start()

    def end(self) -> None:
        self._rhythm.end()

    def watch(self, hold: Hold) -> Pulse:
        self._pulse = Pulse(hold)
        return self._pulse

    def rest(self) -> None:
        self._pulse = None

    def act(self) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            os._exit(1)  # nobody enforces the hard limit any more; the lease expires and is taken over
        if pulse := self._pulse:
            self._renew(pulse)
            self._exchange(pulse)

    def _renew(self, pulse: Pulse) -> None:
        now = time.monotonic()
        if now - pulse.renewed_at >= self._beat * 0.9:
            pulse.is_lost = not renew(pulse.hold, self._lease)
            pulse.renewed_at = now

    def _exchange(self, pulse: Pulse) -> None:
        """Progress out, the wish to cancel in. A busy row is left for the next second."""
        with suppress(OperationalError):
            self._write(pulse)
        asked = Job.objects.filter(task_id=pulse.hold.task_id, cancel_requested_at__isnull=False)
        pulse.is_cancelled = pulse.is_cancelled or asked.exists()

    def _write(self, pulse: Pulse) -> None:
        progress, now = pulse.latest, time.monotonic()
        if progress is None or progress is pulse.written or now - pulse.written_at < PAUSE:
            return
        Job.objects.filter(pulse.holds(), task_id=pulse.hold.task_id).update(**progress.columns())
        pulse.written, pulse.written_at = progress, now
