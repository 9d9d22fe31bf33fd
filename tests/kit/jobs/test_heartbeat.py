import time
from datetime import timedelta

import pytest

from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import Job, Lease, WorkerPresence
from qiao.kit.jobs.progress import Progress
from qiao.kit.jobs.worker.claim import Run, claim
from qiao.kit.jobs.worker.heartbeat import Heartbeat, Pulse
from qiao.kit.jobs.worker.plan import Plan
from qiao.kit.jobs.worker.rhythm import Rhythm
from qiao.kit.jobs.worker.upkeep import FORGOTTEN_AFTER, Upkeep
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again
from tests.kit.jobs.processes import until

LEASE = timedelta(seconds=4)


@pytest.fixture
def job(ask: Ask) -> Job:
    return ask(bodies.greet)


@pytest.fixture
def run(job: Job) -> Run:
    run = claim("one", (), LEASE)
    assert run is not None
    return run


@pytest.fixture
def heartbeat() -> Heartbeat:
    return Heartbeat(LEASE)


def due(pulse: Pulse) -> Pulse:
    """As if a quarter of the lease had passed."""
    pulse.renewed_at -= 1.0
    return pulse


def test_nothing_to_watch_is_nothing_to_do(heartbeat: Heartbeat) -> None:
    heartbeat.act()


def test_lease_is_renewed_every_quarter(run: Run, heartbeat: Heartbeat) -> None:
    Lease.objects.update(expires_at=database_now())
    pulse = heartbeat.watch(run.hold)

    heartbeat.act()
    assert Lease.objects.get().expires_at <= database_now()
    due(pulse)
    heartbeat.act()

    assert Lease.objects.get().expires_at > database_now() + LEASE / 2
    assert not pulse.is_lost


def test_lost_lease_is_noticed(run: Run, heartbeat: Heartbeat) -> None:
    pulse = due(heartbeat.watch(run.hold))
    Lease.objects.update(attempt=2)

    heartbeat.act()

    assert pulse.is_lost


def test_wish_to_cancel_is_noticed(job: Job, run: Run, heartbeat: Heartbeat, alice: User) -> None:
    pulse = heartbeat.watch(run.hold)
    heartbeat.act()
    assert not pulse.is_cancelled

    cancel_job(job, actor=alice)
    heartbeat.act()

    assert pulse.is_cancelled


def test_progress_is_written_at_most_once_a_second(job: Job, run: Run, heartbeat: Heartbeat) -> None:
    pulse = heartbeat.watch(run.hold)
    seen = []

    for done in (1, 2, 3):
        pulse.report(Progress(done))
        heartbeat.act()
        seen.append(again(job).progress_done)
    pulse.written_at -= 1.0
    heartbeat.act()

    assert (seen, again(job).progress_done) == ([1, 1, 1], 3)


def test_progress_of_a_lost_lease_is_not_written(job: Job, run: Run, heartbeat: Heartbeat) -> None:
    pulse = heartbeat.watch(run.hold)
    Lease.objects.update(worker="two", attempt=2)

    pulse.report(Progress(7))
    heartbeat.act()

    assert again(job).progress_done == 0


def test_resting_heartbeat_leaves_the_lease(run: Run, heartbeat: Heartbeat) -> None:
    due(heartbeat.watch(run.hold))
    heartbeat.rest()
    before = Lease.objects.get().expires_at

    heartbeat.act()

    assert Lease.objects.get().expires_at == before


@pytest.mark.django_db(transaction=True)
def test_heartbeat_beats_by_itself(run: Run) -> None:
    heartbeat = Heartbeat(timedelta(seconds=0.4))
    Lease.objects.update(expires_at=database_now() - timedelta(hours=1))
    heartbeat.watch(run.hold)

    heartbeat.start()
    try:
        until(lambda: Lease.objects.get().expires_at > database_now())
    finally:
        heartbeat.end()


def test_rhythm_goes_on_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    beats = []

    def act() -> None:
        beats.append(time.monotonic())
        if len(beats) == 1:
            raise RuntimeError("the database is locked")

    rhythm = Rhythm("test", 0.01, act)
    rhythm.start()
    until(lambda: len(beats) >= 3)
    rhythm.end()

    assert not rhythm.is_alive()
    assert "tried again" in caplog.text


def test_rhythm_that_never_began_ends() -> None:
    Rhythm("test", 0.01, lambda: None).end()


def test_upkeep_says_that_the_worker_lives(db: None) -> None:
    upkeep = Upkeep(Plan(queues=("mail",), lease=LEASE), "one")

    upkeep.act()
    first = WorkerPresence.objects.get()
    upkeep.act()
    second = WorkerPresence.objects.get()

    assert (first.worker, first.queues) == ("one", ["mail"])
    assert second.seen_at > first.seen_at
    assert second.expires_at == second.seen_at + 2 * LEASE
    upkeep.say_goodbye()
    assert WorkerPresence.objects.count() == 0


def test_upkeep_reaps_unless_told_not_to(run: Run) -> None:
    Lease.objects.update(expires_at=database_now() - LEASE)

    Upkeep(Plan(reaps=False), "two").act()
    assert Lease.objects.count() == 1
    Upkeep(Plan(), "two").act()
    assert Lease.objects.count() == 0


def test_workers_long_gone_are_forgotten(db: None) -> None:
    long_ago = database_now() - FORGOTTEN_AFTER - LEASE
    WorkerPresence.objects.create(worker="old", host="", pid=1, seen_at=long_ago, expires_at=long_ago)

    Upkeep(Plan(), "new").act()

    assert list(WorkerPresence.objects.values_list("worker", flat=True)) == ["new"]
