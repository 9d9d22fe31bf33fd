from datetime import datetime, timedelta

import pytest
from django.db.models import F

from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.dead_letters import discard_dead_letter
from qiao.kit.jobs.models import Attempt, DeadLetter, Job, Schedule, ScheduledRun
from qiao.kit.jobs.prune import KEPT, KEPT_UNASKED, prune, prune_jobs
from qiao.kit.jobs.schedule import standing_schedules
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask

DAY = timedelta(days=1)


@pytest.fixture
def now(db: None) -> datetime:
    return database_now()


def age(by: timedelta) -> None:
    DBTaskResult.objects.filter(finished_at__isnull=False).update(finished_at=F("finished_at") - by)


def test_asked_work_stays_for_a_quarter(ask: Ask, now: datetime) -> None:
    ask(bodies.greet)
    run_ready_jobs()

    age(KEPT - DAY)
    assert prune(now) == 0
    age(2 * DAY)
    assert prune(now) == 1
    assert (Job.objects.count(), Attempt.objects.count()) == (0, 0)


def test_what_nobody_asked_for_stays_for_a_week(now: datetime) -> None:
    start_job(None, bodies.greet, title="Sweep")
    bodies.plain.enqueue(1)
    run_ready_jobs()

    age(KEPT_UNASKED - DAY)
    assert prune(now) == 0
    age(2 * DAY)
    assert prune(now) == 2


def test_unfinished_work_stays(ask: Ask, now: datetime) -> None:
    ask(bodies.greet)
    DBTaskResult.objects.update(enqueued_at=now - 9 * KEPT, status=TaskResultStatus.RUNNING)
    ask(bodies.greet)

    assert prune(now) == 0


def test_dead_letters_stay_until_somebody_decides(ask: Ask, operator: User, now: datetime) -> None:
    ask(bodies.refuse)
    run_ready_jobs()
    age(9 * KEPT)

    assert prune(now) == 0
    discard_dead_letter(DeadLetter.objects.get(), actor=operator, reason="Old.")
    assert prune(now) == 1


def test_last_run_of_a_schedule_stays(now: datetime) -> None:
    schedule = Schedule.objects.create(name="s", task_path="x", title="x", every_seconds=60, starts_at=now)
    for days in (30, 20, 10):
        ScheduledRun.objects.create(schedule=schedule, due_at=now - days * DAY)

    assert prune(now) == 2
    assert ScheduledRun.objects.get().due_at == now - 10 * DAY


def test_job_prunes_everything_in_batches(ask: Ask, now: datetime) -> None:
    for _ in range(5):
        ask(bodies.greet)
    run_ready_jobs()
    age(KEPT + DAY)
    assert prune(now, size=2) == 2

    job = start_job(None, prune_jobs, title="Prune")
    run_ready_jobs()

    job.refresh_from_db()
    assert job.result == {"removed": 3}
    assert Job.objects.get() == job


def test_pruning_is_a_standing_schedule() -> None:
    assert standing_schedules.get("jobs.prune").task_path == prune_jobs.module_path
