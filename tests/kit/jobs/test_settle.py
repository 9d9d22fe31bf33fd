from datetime import timedelta

import pytest

from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus, get_date_max
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import JobState, Outcome
from qiao.kit.jobs.models import Attempt, DeadLetter, Job, Lease
from qiao.kit.jobs.progress import Progress
from qiao.kit.jobs.worker.claim import Run, claim
from qiao.kit.jobs.worker.failure import LONGEST_TRACE, failure_of
from qiao.kit.jobs.worker.perform import conclude
from qiao.kit.jobs.worker.settle import Verdict, lost, pause_after, settle
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again

LEASE = timedelta(seconds=30)
SUCCESS = Verdict(Outcome.SUCCEEDED, value={"a": 1})


@pytest.fixture
def job(ask: Ask) -> Job:
    return ask(bodies.stumble, effect_key="effect")


@pytest.fixture
def run(job: Job) -> Run:
    run = claim("one", (), LEASE)
    assert run is not None
    return run


def test_holder_writes_the_result(job: Job, run: Run) -> None:
    assert settle(run.hold, SUCCESS)

    assert (again(job).state, again(job).result) == (JobState.SUCCEEDED, {"a": 1})
    assert Lease.objects.count() == 0


def test_result_of_a_lost_lease_is_thrown_away(job: Job, run: Run) -> None:
    settle(run.hold, lost())
    second = claim("two", (), LEASE)
    assert second is not None

    assert not settle(run.hold, SUCCESS)
    assert not settle(run.hold, Verdict(Outcome.FAILED, failure=failure_of(ValueError())))
    assert not settle(run.hold, Verdict(Outcome.TRANSIENT, failure=failure_of(ValueError())))
    assert not settle(run.hold, Verdict(Outcome.CANCELLED))

    assert again(job).state == JobState.RUNNING
    assert (again(job).result, again(job).error_code) == ({}, "")
    assert list(Attempt.objects.values_list("outcome", flat=True)) == [Outcome.LOST, Outcome.RUNNING]
    assert settle(second.hold, SUCCESS)


def test_second_settlement_is_refused(job: Job, run: Run) -> None:
    assert settle(run.hold, SUCCESS)
    assert not settle(run.hold, SUCCESS)


def test_conclusion_of_a_lost_lease_says_so(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    assert not conclude(run, None)
    assert "its result is thrown away" in caplog.text

    assert conclude(run, SUCCESS, Progress(4, 4))


def test_lost_worker_makes_the_task_ready_at_once(job: Job, run: Run) -> None:
    settle(run.hold, lost())

    task = again(job).task
    assert (task.status, task.run_after) == (TaskResultStatus.READY, get_date_max())


@pytest.mark.parametrize(
    ("outcome", "code"), [(Outcome.LOST, "worker-lost"), (Outcome.OVER_LIMIT, "over-limit")]
)
def test_last_lost_attempt_is_a_dead_letter(job: Job, outcome: Outcome, code: str) -> None:
    for _ in range(3):
        run = claim("one", (), LEASE)
        assert run is not None
        settle(run.hold, lost(outcome))

    assert (again(job).state, again(job).error_code) == (JobState.FAILED, code)
    assert (DeadLetter.objects.get().error_code, DeadLetter.objects.get().attempt) == (code, 3)


def test_attempts_handed_back_do_not_count(job: Job) -> None:
    for _ in range(4):
        run = claim("one", (), LEASE)
        assert run is not None
        settle(run.hold, Verdict(Outcome.HANDED_BACK))
    run = claim("one", (), LEASE)
    assert run is not None
    settle(run.hold, lost())

    assert again(job).state == JobState.WAITING
    assert Attempt.objects.count() == 5


@pytest.mark.parametrize("outcome", [Outcome.LOST, Outcome.HANDED_BACK, Outcome.TRANSIENT])
def test_cancelled_job_is_not_tried_again(job: Job, run: Run, outcome: Outcome) -> None:
    Job.objects.update(cancel_requested_at=database_now())

    settle(run.hold, Verdict(outcome, failure=failure_of(ValueError())))

    job = again(job)
    assert (job.state, job.error_code, job.effect_key) == (JobState.CANCELLED, "cancelled", None)
    assert DeadLetter.objects.count() == 0


def test_cancellation_that_came_too_late_changes_nothing(job: Job, run: Run) -> None:
    Job.objects.update(cancel_requested_at=database_now())

    settle(run.hold, SUCCESS)

    assert again(job).state == JobState.SUCCEEDED


def test_reaper_takes_the_lease_that_it_saw_only(run: Run) -> None:
    seen = Lease.objects.get().expires_at
    Lease.objects.update(expires_at=seen + LEASE)

    assert not settle(run.hold, lost(), expired_at=seen)
    assert settle(run.hold, lost(), expired_at=seen + LEASE)


@pytest.mark.parametrize(
    ("value", "progress"), [({"bad": float("nan")}, None), ({}, Progress(2**70)), ({}, Progress(1, -1))]
)
def test_result_that_the_database_refuses_fails_the_task(
    job: Job, run: Run, value: object, progress: Progress | None
) -> None:
    conclude(run, Verdict(Outcome.SUCCEEDED, value=value), progress)

    assert again(job).state == JobState.FAILED


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"),
    [(1, 0.5, 10), (1, 0, 8), (1, 1, 12), (2, 0.5, 20), (5, 0.5, 160), (10, 0.5, 3600), (5000, 1, 3600)],
)
def test_pause_doubles_up_to_an_hour(attempts: int, chance: float, seconds: float) -> None:
    assert pause_after(attempts, chance) == timedelta(seconds=seconds)


def test_pause_is_spread_by_a_fifth() -> None:
    pauses = {pause_after(1) for _ in range(50)}

    assert len(pauses) > 1
    assert all(timedelta(seconds=8) <= pause <= timedelta(seconds=12) for pause in pauses)


def test_failure_keeps_the_end_of_a_long_trace() -> None:
    failure = failure_of(ValueError("x" * (LONGEST_TRACE + 1) + "end"))

    assert len(failure.trace) == LONGEST_TRACE
    assert failure.trace.endswith("end\n")


def test_task_pruned_meanwhile_takes_its_job_along(job: Job, run: Run) -> None:
    DBTaskResult.objects.all().delete()

    assert not settle(run.hold, SUCCESS)
    assert Job.objects.count() == 0
