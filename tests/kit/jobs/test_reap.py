import threading
from datetime import timedelta

import pytest
from django.db import connection

from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import JobState, Outcome
from qiao.kit.jobs.models import Attempt, Job, Lease, WorkerPresence
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker.claim import claim
from qiao.kit.jobs.worker.reap import MOST, bury_worker, bury_workers, reap
from tests.kit.jobs import bodies

LEASE = timedelta(seconds=30)


def running_jobs(count: int, worker: str = "one") -> list[Job]:
    jobs = [start_job(None, bodies.greet, title="Work") for _ in range(count)]
    for _ in jobs:
        claim(worker, (), LEASE)
    return jobs


def expire() -> None:
    Lease.objects.update(expires_at=database_now() - timedelta(seconds=1))


def states() -> set[str]:
    return {job.state for job in Job.objects.select_related("task")}


def test_live_leases_are_left(db: None) -> None:
    running_jobs(1)

    assert reap() == 0
    assert states() == {JobState.RUNNING}


def test_expired_leases_are_taken(db: None) -> None:
    running_jobs(3)
    expire()

    assert reap() == 3
    assert states() == {JobState.WAITING}
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {Outcome.LOST}


def test_one_look_takes_a_bounded_number(db: None) -> None:
    running_jobs(MOST + 1)
    expire()

    assert (reap(), reap(), reap()) == (MOST, 1, 0)


def test_lease_that_cannot_be_settled_does_not_stop_the_others(db: None) -> None:
    """An attempt without its row breaks nothing; a dead letter that exists already breaks the settlement."""
    from qiao.kit.jobs.models import DeadLetter

    bad, good = (start_job(None, body, title="Work") for body in (bodies.kill_the_worker, bodies.greet))
    first = claim("one", (), LEASE, only=bad.task_id)
    expire()
    reap()
    claim("one", (), LEASE, only=bad.task_id)
    DeadLetter.objects.create(task=bad.task, attempt=2, error_code="x", error_text="x")
    claim("one", (), LEASE, only=good.task_id)
    expire()

    assert first is not None
    assert reap() == 1
    assert Lease.objects.get().task_id == bad.task_id


@pytest.mark.django_db(transaction=True)
def test_of_two_reapers_one_wins() -> None:
    running_jobs(20)
    expire()
    barrier, taken = threading.Barrier(3), []

    def look() -> None:
        try:
            barrier.wait()
            taken.append(reap())
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(taken) == 20
    assert Attempt.objects.filter(outcome=Outcome.LOST).count() == 20
    assert states() == {JobState.WAITING}


def test_what_a_dead_worker_held_is_settled_at_once(db: None) -> None:
    mine, other = running_jobs(1, "dead")[0], running_jobs(1, "alive")[0]
    WorkerPresence.objects.create(
        worker="dead", host="here", pid=1, seen_at=database_now(), expires_at=database_now() + LEASE
    )

    bury_workers([("dead", Outcome.OVER_LIMIT)])

    assert Attempt.objects.get(task=mine.task_id).outcome == Outcome.OVER_LIMIT
    assert Attempt.objects.get(task=other.task_id).outcome == Outcome.RUNNING
    assert WorkerPresence.objects.count() == 0


def test_burying_twice_is_harmless(db: None) -> None:
    running_jobs(1, "dead")

    assert bury_worker("dead", Outcome.HANDED_BACK) == 1
    assert bury_worker("dead", Outcome.HANDED_BACK) == 0
    assert Attempt.objects.get().outcome == Outcome.HANDED_BACK
