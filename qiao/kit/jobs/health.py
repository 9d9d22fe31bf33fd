"""Whether work in the background gets done: the facts behind `qiao check`."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DateTimeField, Min, When
from django.db.models.functions import Greatest

from qiao.kit.jobs.backport import get_date_max
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import DeadLetter, Lease, WorkerPresence
from qiao.kit.jobs.worker.claim import ready


@dataclass(frozen=True)
class Report:
    """`oldest_ready_seconds` is 0 where nothing waits; no live worker serves the `abandoned_queues`."""

    live_workers: int
    oldest_ready_seconds: float
    dead_letters: int
    expired_leases: int
    abandoned_queues: tuple[str, ...]


def report(now: datetime | None = None) -> Report:
    now = now or database_now()
    workers = list(WorkerPresence.objects.live(now))
    waiting = _waiting(now)
    return Report(
        live_workers=len(workers),
        oldest_ready_seconds=max((now - since).total_seconds() for since in waiting.values())
        if waiting
        else 0,
        dead_letters=DeadLetter.objects.undecided().count(),
        expired_leases=Lease.objects.filter(expires_at__lt=now).count(),
        abandoned_queues=tuple(
            sorted(queue for queue in waiting if not any(worker.serves(queue) for worker in workers))
        ),
    )


def has_live_worker(queue: str) -> bool:
    return any(worker.serves(queue) for worker in WorkerPresence.objects.live(database_now()))


def _waiting(now: datetime) -> dict[str, datetime]:
    """Each queue with the moment since which its oldest task could have begun."""
    began = Case(
        When(run_after=get_date_max(), then="enqueued_at"),
        default=Greatest("enqueued_at", "run_after"),
        output_field=DateTimeField(),
    )
    queues = ready(now=now).order_by().values("queue_name").annotate(since=Min(began))
    return {row["queue_name"]: row["since"] for row in queues}
