from datetime import timedelta

from qiao.kit.jobs.backport import DBTaskResult
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.health import Report, has_live_worker, report
from qiao.kit.jobs.models import Lease, WorkerPresence
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.jobs.worker.claim import claim
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask
from tests.kit.jobs.test_claim import LEASE

HOUR = timedelta(hours=1)


def worker(name: str, *queues: str, gone: bool = False) -> None:
    now = database_now()
    expires = now - HOUR if gone else now + HOUR
    WorkerPresence.objects.create(
        worker=name, host="here", pid=1, queues=list(queues), seen_at=now, expires_at=expires
    )


def test_nothing_to_report(db: None) -> None:
    assert report() == Report(0, 0, 0, 0, ())


def test_live_workers_are_counted_and_dead_ones_not(db: None) -> None:
    worker("one")
    worker("two", "mail")
    worker("three", gone=True)

    assert report().live_workers == 2


def test_age_is_that_of_the_oldest_task_that_could_begin(ask: Ask) -> None:
    now = database_now()
    old, late = ask(bodies.greet), ask(bodies.greet_by_mail)
    DBTaskResult.objects.filter(pk=old.task_id).update(enqueued_at=now - HOUR)
    DBTaskResult.objects.filter(pk=late.task_id).update(enqueued_at=now - 9 * HOUR, run_after=now - 2 * HOUR)

    found = report(now)

    assert found.oldest_ready_seconds == 7200
    assert found.abandoned_queues == ("default", "mail")


def test_task_before_its_time_does_not_count(ask: Ask) -> None:
    ask(bodies.greet)
    DBTaskResult.objects.update(run_after=database_now() + HOUR)

    assert report().oldest_ready_seconds == 0


def test_queue_with_a_worker_is_not_abandoned(ask: Ask) -> None:
    ask(bodies.greet)
    ask(bodies.greet_by_mail)
    worker("one", "mail", "import")

    assert report().abandoned_queues == ("default",)
    assert (has_live_worker("mail"), has_live_worker("default")) == (True, False)


def test_dead_letters_and_expired_leases_are_counted(ask: Ask) -> None:
    ask(bodies.break_down)
    run_ready_jobs()
    ask(bodies.greet)
    claim("one", (), LEASE)
    Lease.objects.update(expires_at=database_now() - HOUR)

    assert (report().dead_letters, report().expired_leases) == (1, 1)
