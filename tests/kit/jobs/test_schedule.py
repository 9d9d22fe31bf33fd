import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.jobs.models import Job, Schedule, ScheduledRun
from qiao.kit.jobs.schedule import (
    StandingSchedule,
    drop_schedule,
    keep_schedule,
    keep_standing_schedules,
    standing_schedules,
    start_due,
)
from qiao.kit.jobs.timing import At, Every
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies

START = datetime(2026, 5, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def kept(rule: Every | At, *, since: datetime = START, **options: object) -> Schedule:
    schedule = keep_schedule(None, "greetings", bodies.greet, rule=rule, title="Greetings", **options)
    Schedule.objects.update(starts_at=since)
    return schedule


def dues() -> list[datetime]:
    return list(ScheduledRun.objects.order_by("due_at").values_list("due_at", flat=True))


def test_due_time_starts_one_job(db: None) -> None:
    kept(Every(60), args={"name": "bob"})

    assert start_due(START + MINUTE) == 1
    assert start_due(START + MINUTE) == 0

    run = ScheduledRun.objects.select_related("job").get()
    assert (run.due_at, run.job, run.job.asked_by) == (START + MINUTE, Job.objects.get(), None)
    run_ready_jobs()
    assert Job.objects.get().result == {"hello": "bob"}


def test_nothing_is_due_before_the_start(db: None) -> None:
    kept(Every(60), since=START + timedelta(seconds=1))

    assert start_due(START + timedelta(seconds=59)) == 0
    assert start_due(START + MINUTE) == 1


def test_after_an_outage_the_latest_missed_time_runs_once(db: None) -> None:
    kept(Every(60))

    assert start_due(START + timedelta(hours=7, seconds=30)) == 1
    assert start_due(START + timedelta(hours=7, seconds=31)) == 0
    assert dues() == [START + timedelta(hours=7)]


def test_jobs_of_one_schedule_do_not_pile_up(db: None) -> None:
    kept(Every(60))
    start_due(START + MINUTE)

    assert start_due(START + 2 * MINUTE) == 0
    run_ready_jobs()
    assert start_due(START + 3 * MINUTE) == 1
    assert dues() == [START + MINUTE, START + 3 * MINUTE]


def test_clock_that_went_back_starts_nothing_again(db: None) -> None:
    kept(Every(60))
    start_due(START + 5 * MINUTE)
    run_ready_jobs()

    assert start_due(START + 4 * MINUTE) == 0


def test_time_in_a_fold_starts_one_job(db: None) -> None:
    """01:30 comes twice in New York on 1 November 2026."""
    before = datetime(2026, 11, 1, 4, tzinfo=UTC)
    kept(At(time(1, 30), "America/New_York"), since=before)

    for quarter in range(16):
        start_due(before + quarter * timedelta(minutes=15))
        run_ready_jobs()

    assert dues() == [datetime(2026, 11, 1, 5, 30, tzinfo=UTC)]


def test_time_in_a_gap_starts_one_job_later(db: None) -> None:
    """02:30 is left out in New York on 8 March 2026."""
    before = datetime(2026, 3, 8, 4, tzinfo=UTC)
    kept(At(time(2, 30), "America/New_York"), since=before)

    for quarter in range(32):
        start_due(before + quarter * timedelta(minutes=15))
        run_ready_jobs()

    assert dues() == [datetime(2026, 3, 8, 7, 30, tzinfo=UTC)]


@pytest.mark.django_db(transaction=True)
def test_of_several_schedulers_one_starts_the_job() -> None:
    kept(Every(60))
    barrier, started = threading.Barrier(4), []

    def look() -> None:
        try:
            barrier.wait()
            started.append(start_due(START + MINUTE))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(started) == [0, 0, 0, 1]
    assert Job.objects.count() == 1


def test_due_time_is_unique(db: None) -> None:
    """The constraint, not the look before it, decides."""
    schedule = kept(Every(60))
    ScheduledRun.objects.create(schedule=schedule, due_at=START)

    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledRun.objects.create(schedule=schedule, due_at=START)


def test_schedule_of_an_unknown_task_does_not_stop_the_others(db: None) -> None:
    kept(Every(60))
    Schedule.objects.create(
        name="broken", task_path="nowhere.at.all", title="Broken", every_seconds=60, starts_at=START
    )

    assert start_due(START + MINUTE) == 1
    assert ScheduledRun.objects.count() == 1


def test_keeping_a_schedule_again_changes_nothing_unless_it_differs(db: None) -> None:
    kept(Every(60))
    kept(Every(60), since=START)
    assert Schedule.objects.get().starts_at == START

    keep_schedule(None, "greetings", bodies.greet, rule=At(time(9), "Asia/Shanghai"), title="Greetings")

    schedule = Schedule.objects.get()
    assert schedule.starts_at > START
    assert schedule.rule == At(time(9), "Asia/Shanghai")


def test_schedule_is_written_with_who_did_it(alice: User) -> None:
    keep_schedule(alice, "greetings", bodies.greet, rule=Every(60), title="Greetings")
    drop_schedule(alice, "greetings")

    assert Schedule.objects.count() == 0
    assert list(Activity.objects.order_by("pk").values_list("action", "actor")) == [
        ("jobs.schedule.kept", alice.pk),
        ("jobs.schedule.dropped", alice.pk),
    ]


def test_unknown_zone_is_refused(db: None) -> None:
    with pytest.raises(ValidationError, match="not the name of a time zone"):
        keep_schedule(None, "x", bodies.greet, rule=At(time(9), "Asia/Nowhere"), title="X")


def test_schedule_has_one_rule(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(
            name="both", task_path="x", title="x", every_seconds=60, at=time(9), starts_at=START
        )


def test_standing_schedules_are_written_when_a_worker_starts(db: None) -> None:
    known = set(standing_schedules.names())
    if "tests.greetings" not in known:
        standing_schedules.register(
            "tests.greetings", StandingSchedule("tests.kit.jobs.bodies.greet", Every(3600), "Greetings")
        )

    keep_standing_schedules()
    keep_standing_schedules()

    names = Schedule.objects.values_list("name", flat=True)
    assert set(names) == known | {"tests.greetings"}
