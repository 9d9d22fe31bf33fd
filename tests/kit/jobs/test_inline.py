"""Bodies performed in this process: every ending that does not need a dead worker."""

from datetime import timedelta

import pytest
from django.utils import translation

from qiao.kit.activity.context import current
from qiao.kit.activity.enums import Channel
from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import JobState, Outcome
from qiao.kit.jobs.models import Attempt, DeadLetter, Job, Lease
from qiao.kit.jobs.running import running
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.kit.jobs.worker import run_ready_jobs
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again

SURROUNDINGS: list[object] = []


@job_task()
def look_around(job_id: str) -> None:
    SURROUNDINGS.append((current(), translation.get_language()))
    translation.activate("en")


@job_task()
def start_another(job_id: str) -> None:
    start_job(None, bodies.greet, title="Another")


def outcome(job: Job) -> str:
    return Attempt.objects.get(task=job.task_id).outcome


def test_success_keeps_what_the_body_returned(ask: Ask) -> None:
    job = ask(bodies.greet, args={"name": "bob"})

    assert run_ready_jobs() == 1

    job = again(job)
    assert (job.state, job.result, job.percent) == (JobState.SUCCEEDED, {"hello": "bob"}, 100)
    assert job.task.finished_at is not None
    assert outcome(job) == Outcome.SUCCEEDED
    assert Lease.objects.count() == 0


def test_value_that_is_no_dict_stays_with_the_task(ask: Ask) -> None:
    job = ask(bodies.greet_by_mail)

    run_ready_jobs()

    assert (again(job).result, again(job).task.return_value) == ({}, "not a dict")


def test_result_may_be_said_before_the_end(ask: Ask) -> None:
    job = ask(bodies.say_result)

    run_ready_jobs()

    assert again(job).result == {"said": "early"}


def test_work_that_starts_work_is_done_too(db: None) -> None:
    start_job(None, start_another, title="First")

    assert run_ready_jobs() == 2
    assert run_ready_jobs() == 0


def test_most_bounds_the_runs(ask: Ask) -> None:
    for _ in range(3):
        ask(bodies.greet)

    assert run_ready_jobs(most=2) == 2


def test_only_the_named_queues_are_worked_on(ask: Ask) -> None:
    ask(bodies.greet)
    ask(bodies.greet_by_mail)

    assert run_ready_jobs(["mail"]) == 1


def test_unforeseen_failure_is_a_dead_letter_without_its_words(ask: Ask) -> None:
    job = ask(bodies.break_down)

    run_ready_jobs()

    job, letter = again(job), DeadLetter.objects.get()
    assert (job.state, job.error_code) == (JobState.FAILED, "unexpected")
    assert "secret" not in job.error
    assert (letter.task_id, letter.attempt, letter.error_code) == (job.task_id, 1, "unexpected")
    assert job.task.exception_class_path == "builtins.ValueError"
    assert "a secret \ufffd that" in job.task.traceback


def test_refusal_is_told_in_its_own_words(ask: Ask) -> None:
    job = ask(bodies.refuse)

    run_ready_jobs()

    assert (again(job).error_code, again(job).error) == ("bad-file", "Nothing was found under people.csv.")


@pytest.mark.parametrize("body", [bodies.stumble, bodies.stumble_by_name, bodies.find_the_database_locked])
def test_transient_failure_waits_and_says_so(ask: Ask, body: object) -> None:
    job = ask(body)

    assert run_ready_jobs() == 1

    job = again(job)
    pause = job.runs_after - database_now()
    assert (job.state, job.task.status) == (JobState.WAITING, TaskResultStatus.READY)
    assert timedelta(seconds=7) < pause < timedelta(seconds=12)
    assert outcome(job) == Outcome.TRANSIENT
    assert job.error != ""
    assert DeadLetter.objects.count() == 0


def test_transient_failure_fails_at_its_last_attempt(ask: Ask) -> None:
    job = ask(bodies.stumble)

    for _ in range(3):
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=database_now())
        run_ready_jobs()

    assert again(job).state == JobState.FAILED
    assert list(Attempt.objects.values_list("number", "outcome")) == [
        (number, Outcome.TRANSIENT) for number in (1, 2, 3)
    ]
    assert DeadLetter.objects.get().attempt == 3


@pytest.mark.parametrize("body", [bodies.leave, bodies.return_no_json])
def test_body_that_breaks_the_rules_fails(ask: Ask, body: object) -> None:
    job = ask(body)

    run_ready_jobs()

    assert again(job).state == JobState.FAILED


def test_task_that_this_version_does_not_know_waits(ask: Ask) -> None:
    job = ask(bodies.greet)
    DBTaskResult.objects.update(task_path="tests.kit.jobs.bodies_of_tomorrow.greet")

    run_ready_jobs()

    assert (again(job).state, outcome(job)) == (JobState.WAITING, Outcome.TRANSIENT)


def test_plain_tasks_run_too(db: None) -> None:
    result = bodies.plain.enqueue(21)
    context = bodies.plain_with_context.enqueue()
    bodies.plain_failure.enqueue()

    assert run_ready_jobs() == 3

    assert bodies.plain.get_result(result.id).return_value == 42
    assert bodies.plain_with_context.get_result(context.id).return_value == 1
    letter = DeadLetter.objects.get()
    assert (letter.job, letter.asked_by, str(letter)) == (None, None, "tests.kit.jobs.bodies.plain_failure")


def test_last_progress_is_written_with_the_end(ask: Ask) -> None:
    job = ask(bodies.count, args={"steps": 5})

    run_ready_jobs()

    job = again(job)
    assert (job.progress_done, job.progress_total, job.note) == (5, 5, "Row 5")


def test_body_runs_in_the_name_of_its_job(db: None) -> None:
    SURROUNDINGS.clear()
    first, second = (start_job(None, look_around, title="Look") for _ in range(2))

    with translation.override("en"):
        run_ready_jobs()
        kept = translation.get_language()

    contexts = [(context.id, context.channel, language) for context, language in SURROUNDINGS]
    assert contexts == [(job.pk, Channel.JOB, "zh-hans") for job in (first, second)]
    assert kept == "en"


def test_body_called_by_hand_reports_by_itself(ask: Ask) -> None:
    job = ask(bodies.count)

    assert bodies.count.call(str(job.pk)) == {"steps": 3}

    assert (again(job).progress_done, again(job).state) == (3, JobState.WAITING)


def test_running_job_knows_its_row(ask: Ask, alice: object) -> None:
    job = ask(bodies.greet)

    with running(str(job.pk)) as found:
        assert (found.id, found.row.asked_by, found.result) == (job.pk, alice, {})
