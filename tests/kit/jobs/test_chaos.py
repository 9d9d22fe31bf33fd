"""Workers killed at random times: everything is finished, each effect once, nothing is stuck."""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Min

from qiao.kit.activity.models import Activity
from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import Outcome
from qiao.kit.jobs.models import Attempt, Job, Lease
from qiao.kit.jobs.start import start_job
from qiao.rooms.accounts.models import User
from tests.kit.jobs import bodies
from tests.kit.jobs.processes import Nursery, until

LEASE = 3.0
ITEMS = 6
PAUSE_MS = 60

pytestmark = [pytest.mark.chaos]


def fill_the_queue(tasks: int) -> None:
    for number in range(tasks):
        if number % 2:
            args = {"items": ITEMS, "pause_ms": PAUSE_MS // 3}
            start_job(None, bodies.write_in_batches, title="Batches", args=args)
        else:
            args = {"number": number, "pause_ms": PAUSE_MS}
            start_job(None, bodies.write_once, title="Once", args=args)


def kill_at_random(nursery: Nursery, kills: int, *, longest_rest: float, reaps: bool = True) -> None:
    workers = [nursery.start(lease=LEASE, reaps=reaps) for _ in range(3)]
    for _ in range(kills):
        time.sleep(random.uniform(0.02, longest_rest))
        victim = workers.pop(random.randrange(len(workers)))
        victim.kill()
        workers.append(nursery.start(lease=LEASE, reaps=reaps))


def unfinished() -> int:
    return DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).count()


class Overdue:
    """The longest time that an expired lease has stayed."""

    def __init__(self) -> None:
        self.longest = timedelta(0)

    def look(self) -> None:
        oldest = Lease.objects.aggregate(oldest=Min("expires_at"))["oldest"]
        if oldest:
            self.longest = max(self.longest, database_now() - oldest)


def check(tasks: int) -> None:
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == tasks
    assert Lease.objects.count() == 0
    numbers = User.objects.filter(email__startswith="effect-").count()
    assert numbers == tasks - tasks // 2
    written = Counter(
        (row.subject_id, row.changes["item"][1]) for row in Activity.objects.filter(changes__has_key="item")
    )
    assert set(written.values()) <= {1}
    assert len(written) == tasks // 2 * ITEMS
    assert Job.objects.exclude(result={}).count() == tasks
    assert Attempt.objects.filter(outcome=Outcome.SUCCEEDED).count() == tasks
    assert not Attempt.objects.filter(outcome=Outcome.RUNNING).exists()


def storm(nursery: Nursery, tasks: int, kills: int, *, longest_rest: float, seconds: float) -> None:
    fill_the_queue(tasks)
    overdue = Overdue()

    kill_at_random(nursery, kills, longest_rest=longest_rest)
    until(lambda: overdue.look() or not unfinished(), seconds, pause=0.1)

    check(tasks)
    assert overdue.longest < timedelta(seconds=LEASE)
    assert Attempt.objects.filter(outcome=Outcome.LOST).count() > kills // 10


def test_kills_lose_nothing_and_leave_nothing_stuck(nursery: Nursery) -> None:
    storm(nursery, 120, 40, longest_rest=0.25, seconds=60)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_kills_lose_nothing_and_leave_nothing_stuck(nursery: Nursery) -> None:
    storm(nursery, 1000, 200, longest_rest=0.6, seconds=900)


def test_without_the_reaper_killed_tasks_stay_stuck(nursery: Nursery) -> None:
    """The positive control: were this to pass without a reaper, the test above would prove nothing."""
    fill_the_queue(60)

    kill_at_random(nursery, 20, longest_rest=0.25, reaps=False)
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    until(lambda: not ready.exists(), 60, pause=0.1)
    time.sleep(LEASE)

    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()
    assert stuck >= 3
    assert Lease.objects.filter(expires_at__lt=database_now()).count() == stuck
