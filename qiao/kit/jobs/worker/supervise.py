"""The parent of a worker: it touches no database and no task, so nothing that a body does can harm it.

It starts the process that works, ends it when a run takes longer than it may, and starts another. What a dead
process held is settled by its successor, which alone may be sure that no body runs there any more.
"""

import logging
import mmap
import multiprocessing
import os
import signal
import struct
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from multiprocessing.context import ForkProcess

from django.db import connections

from qiao.kit.jobs.enums import Outcome
from qiao.kit.jobs.worker.loop import Loop
from qiao.kit.jobs.worker.plan import Plan
from qiao.kit.jobs.worker.reap import bury_workers

logger = logging.getLogger("qiao.jobs")

LOOK = 0.1  # seconds between two looks at the child
LONGEST_REST = 10.0  # seconds before a child that keeps dying is started again
GOOD_LIFE = 10.0  # seconds after which a death is no longer taken for a bad start

Dead = list[tuple[str, Outcome]]


def run_worker(
    *,
    queues: Sequence[str] | None = None,
    lease: float = 30.0,
    once: bool = False,
    idle: float = 1.0,
    grace: float = 8.0,
    reaps: bool = True,
    schedules: bool = True,
) -> int:
    """Works until SIGTERM or Ctrl+C, or with `once` until nothing is ready. Seconds everywhere.

    `queues` None or empty means all. `grace` is the time a stopping worker has to finish; then the task
    is handed back. To be called in the main thread of a process that holds nothing else.
    """
    plan = Plan(
        tuple(queues or ()),
        timedelta(seconds=lease),
        idle=idle,
        grace=grace,
        once=once,
        reaps=reaps,
        schedules=schedules,
    )
    return Supervisor(plan).run()


class Limit:
    """The moment by which the child's run must end, in memory that both processes see."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)
        self.set(None)

    def set(self, longest: timedelta | None) -> None:
        until = time.monotonic() + longest.total_seconds() if longest else float("inf")
        self._shared[:] = struct.pack("d", until)

    @property
    def is_passed(self) -> bool:
        (until,) = struct.unpack("d", self._shared[:])
        return bool(time.monotonic() > until)


class Supervisor:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._limit = Limit()
        self._asked_to_stop: list[float] = []
        self._dead: Dead = []

    def run(self) -> int:
        _leave_the_database()
        self._listen()
        deaths = 0
        while self._stop_by is None:
            began = time.monotonic()
            if self._run_child() == 0 and (self._plan.once or self._stop_by is not None):
                break
            deaths = 0 if time.monotonic() - began > GOOD_LIFE else deaths + 1
            self._rest(min(LOOK * 2.0 ** min(deaths, 10), LONGEST_REST) if deaths > 1 else 0)
        self._settle_the_dead()
        return 0

    def _listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, *_: object) -> None:
        """Only notes the moment: a second signal may interrupt the handler of the first anywhere."""
        self._asked_to_stop.append(time.monotonic())

    @property
    def _stop_by(self) -> float | None:
        """The first signal gives the child its grace, the second ends it."""
        if not self._asked_to_stop:
            return None
        first, *later = self._asked_to_stop
        return later[0] if later else first + self._plan.grace

    def _run_child(self) -> int:
        worker, dead = uuid.uuid4().hex, self._dead
        self._limit.set(None)
        child = _fork(_work, self._plan, worker, dead, self._limit)
        outcome = self._watch(child)
        code = child.exitcode or 0
        # A child that dies may die before it has settled its predecessors: settling twice is harmless.
        self._dead = [] if code == 0 else [*dead, (worker, outcome)]
        return code

    def _watch(self, child: ForkProcess) -> Outcome:
        """Waits for the child's end and says how what it held is to be settled."""
        try:
            while child.is_alive():
                child.join(LOOK)
                if self._limit.is_passed:
                    return _kill(child, Outcome.OVER_LIMIT)
                if self._stop_by is not None and not self._may_still_finish(child, self._stop_by):
                    return _kill(child, Outcome.HANDED_BACK)
        except BaseException:
            child.kill()  # never leave a child behind that nobody limits
            raise
        return Outcome.LOST

    def _may_still_finish(self, child: ForkProcess, stop_by: float) -> bool:
        child.terminate()  # said again at each look: a child that was just born may not listen yet
        return time.monotonic() < stop_by

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self._stop_by is None and time.monotonic() < until:
            time.sleep(LOOK)

    def _settle_the_dead(self) -> None:
        if self._dead:
            _fork(_bury, self._dead).join()


def _leave_the_database() -> None:
    """A child must not inherit a connection, nor a pool whose threads stay behind in the parent."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _fork(target: object, *args: object) -> ForkProcess:
    child = multiprocessing.get_context("fork").Process(target=target, args=args)  # type: ignore[arg-type]  # stubs
    child.start()
    return child


def _kill(child: ForkProcess, outcome: Outcome) -> Outcome:
    logger.warning("worker process %s is ended: %s", child.pid, outcome.value)
    child.kill()
    child.join()
    return outcome


def _work(plan: Plan, worker: str, dead: Dead, limit: Limit) -> None:
    loop = Loop(plan, worker, limit_run=limit.set, parent=os.getppid())
    loop.stop_at_signals()
    loop.run(dead)


def _bury(dead: Dead) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    bury_workers(dead)
