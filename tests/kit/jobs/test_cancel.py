import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.enums import JobState
from qiao.kit.jobs.errors import JobFinished
from qiao.kit.jobs.models import Attempt, Job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.jobs.worker.claim import claim
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again
from tests.kit.jobs.test_claim import LEASE


@pytest.fixture
def job(ask: Ask) -> Job:
    return ask(bodies.count, effect_key="counting")


def cancellations() -> int:
    return Activity.objects.filter(action="jobs.job.cancellation_requested").count()


def test_waiting_job_is_cancelled_at_once(job: Job, alice: User) -> None:
    cancel_job(job, actor=alice)

    found = again(job)
    assert (found.state, found.cancel_requested_by) == (JobState.CANCELLED, alice)
    assert run_ready_jobs() == 0
    assert Attempt.objects.count() == 0
    assert cancellations() == 1


def test_cancelled_job_frees_its_effect_key(job: Job, ask: Ask, alice: User) -> None:
    cancel_job(job, actor=alice)

    assert ask(bodies.count, effect_key="counting") != job


def test_running_job_is_asked_to_stop(job: Job, alice: User) -> None:
    claim("one", (), LEASE)

    cancel_job(job, actor=alice)
    cancel_job(job, actor=alice)

    assert again(job).state == JobState.STOPPING
    assert not again(job).can_be_cancelled
    assert cancellations() == 1


def test_job_cancelled_before_its_body_begins_is_not_begun(job: Job, alice: User) -> None:
    """It was asked to stop while another worker held it, which then handed it back."""
    Job.objects.update(cancel_requested_at=again(job).created_at)

    run_ready_jobs()

    assert (again(job).state, again(job).progress_done) == (JobState.CANCELLED, 0)


def test_finished_job_cannot_be_cancelled(job: Job, alice: User) -> None:
    run_ready_jobs()

    with pytest.raises(JobFinished):
        cancel_job(job, actor=alice)

    assert (again(job).state, again(job).cancel_requested_at) == (JobState.SUCCEEDED, None)


def test_operator_may_cancel_and_a_stranger_not(job: Job, charlie: User, operator: User) -> None:
    with pytest.raises(NotPermitted):
        cancel_job(job, actor=charlie)
    assert again(job).state == JobState.WAITING

    cancel_job(job, actor=operator)
    assert again(job).state == JobState.CANCELLED
