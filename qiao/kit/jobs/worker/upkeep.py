"""What every worker does beside its tasks: says that it lives, takes expired leases, starts what is due."""

import os
import platform
from datetime import datetime, timedelta

from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import WorkerPresence
from qiao.kit.jobs.schedule import keep_standing_schedules, start_due
from qiao.kit.jobs.worker.plan import Plan
from qiao.kit.jobs.worker.reap import reap

FORGOTTEN_AFTER = timedelta(days=1)


class Upkeep:
    def __init__(self, plan: Plan, worker: str) -> None:
        self._plan = plan
        self._worker = worker
        self._has_kept = False

    def act(self) -> None:
        now = database_now()
        self.say_alive(now)
        if self._plan.reaps:
            reap(now)
        if self._plan.schedules:
            self._keep_standing_schedules()
            start_due(now)

    def _keep_standing_schedules(self) -> None:
        if not self._has_kept:
            keep_standing_schedules()
            self._has_kept = True

    def say_alive(self, now: datetime) -> None:
        WorkerPresence.objects.update_or_create(
            worker=self._worker,
            defaults={"seen_at": now, "expires_at": now + 2 * self._plan.lease},
            create_defaults=self._introduction(now),
        )
        WorkerPresence.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()

    def say_goodbye(self) -> None:
        WorkerPresence.objects.filter(worker=self._worker).delete()

    def _introduction(self, now: datetime) -> dict[str, object]:
        return {
            "host": platform.node()[:255],
            "pid": os.getpid(),
            "queues": list(self._plan.queues),
            "seen_at": now,
            "expires_at": now + 2 * self._plan.lease,
        }
