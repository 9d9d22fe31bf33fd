"""Progress, cancellation and batches, with and without a lease."""

import threading
import time
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import record
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.models import Job, Lease
from qiao.kit.jobs.progress import DirectReporter, Progress
from qiao.kit.jobs.running import RunningJob
from qiao.kit.jobs.worker.claim import Hold, Run, claim
from qiao.kit.jobs.worker.heartbeat import Pulse
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again

LEASE = timedelta(seconds=30)


@pytest.fixture
def job(ask: Ask) -> Job:
    return ask(bodies.greet)


@pytest.fixture
def run(job: Job) -> Run:
    run = claim("first", (), LEASE)
    assert run is not None
    return run


def leased(job: Job, run: Run) -> RunningJob:
    return RunningJob(job, Pulse(run.hold))


def taken_over(job: Job, run: Run) -> None:
    Lease.objects.filter(task=run.task).update(worker="second", attempt=2)


def write_rows(job: Job, batch: Sequence[int]) -> None:
    for item in batch:
        record(None, "jobs.job.started", job, changes={"item": [None, item]})


def written_rows() -> list[int]:
    rows = Activity.objects.filter(changes__has_key="item").order_by("pk")
    return [row.changes["item"][1] for row in rows]


class Meddling(Pulse):
    """Lets the attempt before us commit its first batch after we have read the position."""

    def check(self) -> None:
        Job.objects.filter(task_id=self.hold.task_id, position="").update(position="2")


def test_direct_progress_is_written_at_most_once_a_second(job: Job) -> None:
    now = [0.0]
    reporter = DirectReporter(job.pk, now=lambda: now[0])
    seen = []

    for moment in (0.0, 0.5, 0.9, 1.0, 1.9, 2.0):
        now[0] = moment
        reporter.report(Progress(done=int(moment * 10)))
        seen.append(again(job).progress_done)

    assert seen == [0, 0, 0, 10, 10, 20]


def test_direct_progress_is_complete_after_a_flush(job: Job) -> None:
    reporter = DirectReporter(job.pk)

    reporter.report(Progress(1, 9))
    reporter.report(Progress(2, 9, "x" * 301))
    reporter.flush()

    job = again(job)
    assert (job.progress_done, job.progress_total, job.progress_note) == (2, 9, "x" * 300)


def test_progress_raises_when_cancellation_was_asked(job: Job) -> None:
    running = RunningJob(job, DirectReporter(job.pk))
    running.progress(1)

    Job.objects.update(cancel_requested_at=database_now())

    with pytest.raises(JobCancelled):
        running.progress(2)
    with pytest.raises(JobCancelled):
        running.check()


def test_progress_raises_what_the_heartbeat_knows(job: Job, run: Run) -> None:
    pulse = Pulse(run.hold)
    running = RunningJob(job, pulse)
    running.check()

    pulse.is_cancelled = True
    with pytest.raises(JobCancelled):
        running.progress(1)
    pulse.is_lost = True
    with pytest.raises(LeaseLost):
        running.progress(2)
    assert pulse.latest == Progress(2)


def test_batches_commit_with_their_position(job: Job, run: Run) -> None:
    seen: list[tuple[Sequence[int], str]] = []

    leased(job, run).in_batches(range(5), lambda batch: seen.append((batch, again(job).position)), size=2)

    assert seen == [(range(2), ""), (range(2, 4), "2"), (range(4, 5), "4")]
    assert again(job).position == "5"


def test_batches_of_nothing_are_nothing(job: Job, run: Run) -> None:
    leased(job, run).in_batches([], lambda batch: pytest.fail("nothing to write"))

    assert again(job).position == ""


def test_second_attempt_goes_on_behind_the_last_commit(job: Job, run: Run) -> None:
    written: list[int] = []

    def write(batch: Sequence[int]) -> None:
        written.extend(batch)
        if batch[0] == 4 and len(written) == 6:
            raise RuntimeError("the worker is killed here")

    with pytest.raises(RuntimeError):
        leased(job, run).in_batches(range(8), write, size=2)
    assert again(job).position == "4"

    leased(job, run).in_batches(range(8), write, size=2)
    assert written == [0, 1, 2, 3, 4, 5, 4, 5, 6, 7]  # 4 and 5 of the first attempt were rolled back


def test_batch_is_rolled_back_when_the_lease_is_lost(job: Job, run: Run) -> None:
    def write(batch: Sequence[int]) -> None:
        Job.objects.filter(pk=job.pk).update(progress_note="written")
        taken_over(job, run)

    with pytest.raises(LeaseLost):
        leased(job, run).in_batches([1], write)

    job = again(job)
    assert (job.position, job.progress_note) == ("", "")


def test_batch_that_a_lost_attempt_committed_is_not_written_twice(job: Job, run: Run) -> None:
    """The attempt before us was reaped between its last look at the lease and its commit."""
    RunningJob(job, Meddling(run.hold)).in_batches(range(6), lambda batch: write_rows(job, batch), size=2)

    assert written_rows() == [2, 3, 4, 5]  # 0 and 1 were the other's; ours were rolled back
    assert again(job).position == "6"


@pytest.mark.django_db(transaction=True)
def test_step_that_waited_for_a_lost_attempt_is_rolled_back(job: Job, run: Run) -> None:
    """Both attempts write the first batch; the second waits for the first one's lock, then finds it moved."""
    moved, first = threading.Event(), leased(job, run)

    def commit_late() -> None:
        try:
            with transaction.atomic():
                write_rows(job, [0, 1])
                first._move("", "2")
                moved.set()
                time.sleep(0.5)
        finally:
            connection.close()

    thread = threading.Thread(target=commit_late)
    thread.start()
    moved.wait(10)
    taken_over(job, run)
    second = RunningJob(job, Pulse(Hold(run.hold.task_id, "second", 2)))
    second.in_batches(range(4), lambda batch: write_rows(job, batch), size=2)
    thread.join()

    assert sorted(written_rows()) == [0, 1, 2, 3]


def test_walk_follows_positions_of_any_kind(job: Job, run: Run) -> None:
    chapters = {"": "one", "one": "two", "two": None}
    seen = []

    def step(position: str) -> str | None:
        seen.append(position)
        return chapters[position]

    leased(job, run).walk(step)

    assert (seen, again(job).position) == (["", "one", "two"], "two")


def test_walk_stops_when_cancelled(job: Job, run: Run) -> None:
    pulse = Pulse(run.hold, is_cancelled=True)

    with pytest.raises(JobCancelled):
        RunningJob(job, pulse).walk(lambda position: pytest.fail("it was cancelled before"))


def test_result_of_a_lost_attempt_is_not_written(job: Job, run: Run) -> None:
    running = leased(job, run)
    running.result = {"first": 1}
    taken_over(job, run)

    with pytest.raises(LeaseLost):
        running.result = {"late": 1}

    assert again(job).result == {"first": 1}
