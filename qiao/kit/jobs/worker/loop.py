"""The life of one worker process: claim, perform, settle, until told to stop."""

import logging
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from django.db import Error as DatabaseError
from django.db import close_old_connections, connections

from qiao.kit.jobs.enums import Outcome
from qiao.kit.jobs.task import rules_of
from qiao.kit.jobs.worker.claim import Run, claim
from qiao.kit.jobs.worker.heartbeat import Heartbeat
from qiao.kit.jobs.worker.perform import conclude, perform
from qiao.kit.jobs.worker.plan import Plan
from qiao.kit.jobs.worker.reap import bury_workers
from qiao.kit.jobs.worker.rhythm import Rhythm
from qiao.kit.jobs.worker.upkeep import Upkeep

logger = logging.getLogger("qiao.jobs")

NAP = 0.1  # seconds between two looks at the wish to stop


class Loop:
    """`limit_run(longest)` tells whoever enforces the hard limit how long a run may take; None: it ended."""

    def __init__(
        self,
        plan: Plan,
        worker: str,
        *,
        limit_run: Callable[[timedelta | None], None],
        parent: int | None = None,
    ) -> None:
        self.is_stopping = False
        self._plan = plan
        self._worker = worker
        self._limit_run = limit_run
        self._heartbeat = Heartbeat(plan.lease, parent)
        self._upkeep = Upkeep(plan, worker)
        self._chores = Rhythm("upkeep", plan.beat, self._upkeep.act)

    def stop_at_signals(self) -> None:
        """A bare flag: a signal may come while a lock is held. Ctrl+C reaches us through the parent."""
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "is_stopping", True))
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self, dead: Sequence[tuple[str, Outcome]] = ()) -> None:
        """`dead` names workers known to have died, whose tasks need not wait for their leases to expire."""
        bury_workers(dead)
        self._heartbeat.start()
        self._chores.start()
        try:
            self._work()
        finally:
            self._chores.end()
            self._heartbeat.end()
            with suppress(DatabaseError):
                self._upkeep.say_goodbye()
            connections.close_all()

    def _work(self) -> None:
        while not self.is_stopping:
            try:
                close_old_connections()
                run = claim(self._worker, self._plan.queues, self._plan.lease)
            except DatabaseError:
                logger.exception("the database does not answer; tried again")
                self._rest()
                continue
            if run is not None:
                self._do(run)
            elif self._plan.once:
                return
            else:
                self._rest()

    def _do(self, run: Run) -> None:
        pulse = self._heartbeat.watch(run.hold)
        self._limit_run(rules_of(run.task.task_path).longest)
        try:
            conclude(run, perform(run, pulse), pulse.latest)
        finally:
            self._limit_run(None)
            self._heartbeat.rest()

    def _rest(self) -> None:
        until = time.monotonic() + self._plan.idle
        while not self.is_stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, NAP))
