import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import JobState
from qiao.kit.jobs.models import Attempt, Job, Lease
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker.claim import Hold, claim, ready, renew, take
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again

LEASE = timedelta(seconds=30)


def test_claim_writes_lease_and_attempt(ask: Ask) -> None:
    job = ask(bodies.greet)
    before = database_now()

    run = claim("one", (), LEASE)

    assert run is not None
    assert run.hold == Hold(job.task_id, "one", 1)
    assert again(job).state == JobState.RUNNING
    assert again(job).task.worker_ids == ["one"]
    lease = Lease.objects.get()
    assert (lease.task_id, lease.worker, lease.attempt) == (job.task_id, "one", 1)
    assert before + LEASE <= lease.expires_at <= database_now() + LEASE
    assert Attempt.objects.get().number == 1


def test_nothing_to_claim(db: None) -> None:
    assert claim("one", (), LEASE) is None


def test_claimed_task_is_claimed_once(ask: Ask) -> None:
    ask(bodies.greet)
    claim("one", (), LEASE)

    assert claim("two", (), LEASE) is None


def test_task_that_another_took_meanwhile_is_left(ask: Ask) -> None:
    """Two workers have read the row; the update decides."""
    task = ask(bodies.greet).task
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)

    assert take(task, "late", LEASE) is None
    assert Lease.objects.count() == 0


def test_most_urgent_comes_first(db: None) -> None:
    low, high, early = (start_job(None, bodies.greet, title="Work") for _ in range(3))
    DBTaskResult.objects.filter(pk=high.task_id).update(priority=50)
    DBTaskResult.objects.filter(pk=early.task_id).update(run_after=database_now() - LEASE)

    order = [run.hold.task_id for _ in range(3) if (run := claim("one", (), LEASE))]

    assert order == [high.task_id, early.task_id, low.task_id]


def test_task_before_its_time_waits(ask: Ask) -> None:
    job = ask(bodies.greet)
    DBTaskResult.objects.update(run_after=database_now() + timedelta(hours=1))

    assert claim("one", (), LEASE) is None
    assert again(job).runs_after is not None

    DBTaskResult.objects.update(run_after=database_now() - timedelta(seconds=1))
    assert claim("one", (), LEASE) is not None


def test_queues_by_name(ask: Ask) -> None:
    ask(bodies.greet)

    assert claim("one", ["mail"], LEASE) is None
    assert claim("one", ["mail", "default"], LEASE) is not None


def test_claim_of_one_named_task(ask: Ask) -> None:
    """What the consumer of a broker's message does; the same message again finds nothing."""
    _first, second = ask(bodies.greet), ask(bodies.greet)

    run = claim("one", (), LEASE, only=second.task_id)

    assert run is not None
    assert run.hold.task_id == second.task_id
    assert claim("two", (), LEASE, only=second.task_id) is None


def test_renewal_is_for_the_holder(ask: Ask) -> None:
    ask(bodies.greet)
    run = claim("one", (), LEASE)
    assert run is not None
    Lease.objects.update(expires_at=F("expires_at") - 2 * LEASE)

    assert not renew(Hold(run.hold.task_id, "two", 1), LEASE)
    assert not renew(Hold(run.hold.task_id, "one", 2), LEASE)
    assert renew(run.hold, LEASE)
    assert Lease.objects.get().expires_at > database_now()


def test_idle_claim_reads_once(db: None, django_assert_num_queries: "pytest.FixtureRequest") -> None:
    with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):  # and the clock
        claim("one", (), LEASE)


@pytest.mark.django_db(transaction=True)
def test_each_task_is_claimed_by_one_worker() -> None:
    for _ in range(24):
        start_job(None, bodies.greet, title="Work")
    barrier, claimed = threading.Barrier(4), []

    def work(name: str) -> None:
        try:
            barrier.wait()
            while run := claim(name, (), LEASE):
                claimed.append(run.hold.task_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[f"worker-{number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(claimed) == len(set(claimed))
    assert len(claimed) + ready().count() == 24
    assert Lease.objects.count() == len(claimed) == Job.objects.filter(task__status="RUNNING").count()
