"""Taking leases away from workers that no longer renew them."""

from collections.abc import Iterable
from datetime import datetime

from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import Outcome
from qiao.kit.jobs.models import Lease, WorkerPresence
from qiao.kit.jobs.worker.claim import Hold
from qiao.kit.jobs.worker.settle import Verdict, logger, lost, settle

MOST = 50  # leases one look takes away


def reap(now: datetime | None = None) -> int:
    """How many expired leases we took. Of several reapers, each lease is taken by one."""
    expired = Lease.objects.filter(expires_at__lt=now or database_now()).order_by("expires_at")
    return sum(_take(lease) for lease in expired[:MOST])


def _take(lease: Lease) -> bool:
    try:
        won = settle(_hold(lease), lost(), expired_at=lease.expires_at)
    except Exception:  # noqa: BLE001 (the others must not wait for this one)
        logger.exception("task %s: its expired lease could not be taken", lease.task_id)
        return False
    if won:
        logger.warning(
            "task %s: worker %s was lost in attempt %s", lease.task_id, lease.worker, lease.attempt
        )
    return won


def bury_worker(worker: str, outcome: Outcome) -> int:
    """Settles what a worker held that is known to be dead, without waiting for its leases to expire."""
    verdict = Verdict(outcome) if outcome is Outcome.HANDED_BACK else lost(outcome)
    settled = sum(settle(_hold(lease), verdict) for lease in Lease.objects.filter(worker=worker))
    WorkerPresence.objects.filter(worker=worker).delete()
    return settled


def bury_workers(dead: Iterable[tuple[str, Outcome]]) -> None:
    for worker, outcome in dead:
        bury_worker(worker, outcome)


def _hold(lease: Lease) -> Hold:
    return Hold(lease.task_id, lease.worker, lease.attempt)
