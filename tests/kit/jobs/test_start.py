import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.models import Activity
from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus, get_date_max
from qiao.kit.jobs.enums import JobState
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.start import ids, start_job
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies


def test_start_writes_job_task_and_activity(alice: User) -> None:
    job = start_job(
        alice,
        bodies.greet,
        title=_("Greeting of %(name)s"),
        title_values={"name": "Bob"},
        args={"name": "bob"},
        subject=alice,
    )

    task = DBTaskResult.objects.get()
    assert str(job) == "Greeting of Bob"
    assert (job.asked_by, job.queue, job.state) == (alice, "default", JobState.WAITING)
    assert (job.subject_type, job.subject_id) == ("accounts.user", alice.pk)
    assert job.task == task
    assert (task.status, task.run_after) == (TaskResultStatus.READY, get_date_max())
    assert task.args_kwargs == {"args": [str(job.pk)], "kwargs": {"name": "bob"}}
    assert Activity.objects.get().action == "jobs.job.started"


def test_start_of_a_task_without_anybody_leaves_no_activity(db: None) -> None:
    job = start_job(None, bodies.greet_by_mail, title="Mail")

    assert (job.asked_by, job.queue) == (None, "mail")
    assert Activity.objects.count() == 0


def test_given_queue_overrules_the_tasks_own(db: None) -> None:
    job = start_job(None, bodies.greet_by_mail, title="Mail", queue="export")

    assert (job.queue, job.task.queue_name) == ("export", "export")


def test_rolled_back_transaction_leaves_no_row(alice: User) -> None:
    with transaction.atomic():
        start_job(alice, bodies.greet, title="Greeting")
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count(), Activity.objects.count()) == (0, 0, 0)


def test_same_effect_key_twice_is_one_job(alice: User) -> None:
    first = start_job(alice, bodies.greet, title="Greeting", effect_key="greeting:1")
    second = start_job(alice, bodies.greet, title="Greeting", effect_key="greeting:1")

    assert first == second
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_jobs_without_an_effect_key_do_not_meet(alice: User) -> None:
    start_job(alice, bodies.greet, title="Greeting", effect_key="")
    start_job(alice, bodies.greet, title="Greeting", effect_key="")

    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_same_effect_key_at_the_same_moment_is_one_job() -> None:
    rounds, racers = 10, 4
    barrier, found = threading.Barrier(racers), []

    def start() -> None:
        try:
            connection.ensure_connection()
            for number in range(rounds):
                barrier.wait()
                job = start_job(None, bodies.greet, title="Greeting", effect_key=f"greeting:{number}")
                found.append((number, job.pk))
        except BaseException:
            barrier.abort()  # not at the end of a good race: others may still be leaving the last barrier
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(found), len(set(found))) == (rounds * racers, rounds)
    assert DBTaskResult.objects.count() == rounds


def test_arguments_are_ids() -> None:
    given = uuid.UUID(int=7)

    assert ids({"a": given, "b": 3, "c": None, "d": "import:7"}) == {
        "a": str(given),
        "b": 3,
        "c": None,
        "d": "import:7",
    }


@pytest.mark.parametrize(
    "value", ["alice@example.org", "Alice Wang", {"name": "Alice"}, ["x"], "", "x" * 201]
)
def test_arguments_that_are_no_ids_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="argument 'who' of a job must be an id, got"):
        ids({"who": value})


@pytest.mark.parametrize("title", ["", "two\nlines", "x" * 201])
def test_title_is_one_short_line(db: None, title: str) -> None:
    with pytest.raises(ValidationError):
        start_job(None, bodies.greet, title=title)

    assert DBTaskResult.objects.count() == 0


def test_start_costs_a_constant_number_of_queries(
    alice: User, django_assert_num_queries: "pytest.FixtureRequest"
) -> None:
    with django_assert_num_queries(5):  # savepoint, task, job, activity, release
        start_job(alice, bodies.greet, title="Greeting")
