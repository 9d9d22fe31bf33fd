"""Real worker processes: killed, stopped, drained, limited."""

import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from django.db import connection

from qiao.kit.jobs.backport import TaskResultStatus
from qiao.kit.jobs.cancel import cancel_job
from qiao.kit.jobs.enums import JobState, Outcome
from qiao.kit.jobs.models import Attempt, DeadLetter, Job, Lease, ScheduledRun, WorkerPresence
from qiao.kit.jobs.schedule import keep_schedule
from qiao.kit.jobs.timing import Every
from tests.kit.jobs import bodies
from tests.kit.jobs.conftest import Ask, again
from tests.kit.jobs.processes import Nursery, WorkerProcess, runs, until

pytestmark = [pytest.mark.chaos]


def outcomes(job: Job) -> list[str]:
    return list(Attempt.objects.filter(task=job.task_id).values_list("outcome", flat=True))


def is_in(job: Job, state: JobState) -> bool:
    return again(job).state == state


def began(mark: Path, *, beside: set[str] = frozenset()) -> str:
    """The process number of a body that began, other than those known."""
    pids = {path.suffix[1:] for path in mark.parent.glob(f"{mark.name}.*")} - beside
    return pids.pop() if pids else ""


def freeze(worker: WorkerProcess) -> None:
    """SIGSTOP at a moment in which the worker does not hold SQLite's one write lock."""
    while True:
        worker.send(signal.SIGSTOP)
        until(lambda: worker.is_stopped)  # a thread inside the kernel goes on, and may take the lock there
        if _can_write():
            return
        worker.send(signal.SIGCONT)


def _can_write() -> bool:
    if connection.vendor != "sqlite":
        return True
    probe = sqlite3.connect(connection.settings_dict["NAME"], timeout=0.2)
    try:
        probe.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    else:
        probe.rollback()
        return True
    finally:
        probe.close()


def test_worker_does_what_waits_and_stops(nursery: Nursery, ask: Ask) -> None:
    jobs = [ask(bodies.greet, args={"name": f"n{number}"}) for number in range(3)]

    worker = nursery.start(once=True)
    until(lambda: not worker.is_alive)

    assert [again(job).result for job in jobs] == [{"hello": "n0"}, {"hello": "n1"}, {"hello": "n2"}]
    assert WorkerPresence.objects.count() == 0
    assert Lease.objects.count() == 0


def test_worker_of_one_queue_leaves_the_others(nursery: Nursery, ask: Ask) -> None:
    other, mail = ask(bodies.greet), ask(bodies.greet_by_mail)

    worker = nursery.start(queues=["mail"], once=True)
    until(lambda: not worker.is_alive)

    assert again(mail).state == JobState.SUCCEEDED
    assert again(other).state == JobState.WAITING


def test_killed_group_loses_nothing(nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    first = nursery.start()
    until(lambda: began(mark))

    first.kill()
    nursery.start()
    gate.touch()
    until(lambda: is_in(job, JobState.SUCCEEDED))

    assert outcomes(job) == [Outcome.LOST, Outcome.SUCCEEDED]


def test_killed_child_is_replaced_without_waiting_for_its_lease(
    nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    nursery.start(lease=600)
    pid = until(lambda: began(mark))

    os.kill(int(pid), signal.SIGKILL)
    gate.touch()
    until(lambda: is_in(job, JobState.SUCCEEDED))

    assert outcomes(job) == [Outcome.LOST, Outcome.SUCCEEDED]


def test_child_ends_when_its_parent_is_killed(nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    worker = nursery.start()
    pid = int(until(lambda: began(mark)))

    worker.send(signal.SIGKILL, group=False)

    assert runs(pid)
    until(lambda: not runs(pid), 10)


def test_result_of_a_worker_that_slept_beyond_its_lease_is_refused(
    nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    sleeper = nursery.start(lease=1.0)
    first = until(lambda: began(mark))

    freeze(sleeper)
    other = nursery.start(lease=1.0)
    second = until(lambda: began(mark, beside={first}))
    gate.touch()
    until(lambda: is_in(job, JobState.SUCCEEDED))
    other.kill()
    sleeper.send(signal.SIGCONT)
    until(lambda: "thrown away" in sleeper.said())

    assert again(job).result == {"pid": int(second)}
    assert outcomes(job) == [Outcome.LOST, Outcome.SUCCEEDED]


def test_body_that_lost_its_lease_is_told_to_stop(nursery: Nursery, ask: Ask, gate: Path) -> None:
    job = ask(bodies.count_until_told, args={"gate": str(gate)})
    sleeper = nursery.start(lease=1.0)
    until(lambda: is_in(job, JobState.RUNNING))

    freeze(sleeper)
    other = nursery.start(lease=1.0)
    until(lambda: len(outcomes(job)) == 2)
    sleeper.send(signal.SIGCONT)
    until(lambda: "thrown away" in sleeper.said())  # though the gate never opened for it
    gate.touch()
    until(lambda: is_in(job, JobState.SUCCEEDED))

    assert other.is_alive
    assert outcomes(job) == [Outcome.LOST, Outcome.SUCCEEDED]


def test_poison_fails_after_its_attempts_and_harms_nobody(nursery: Nursery, ask: Ask) -> None:
    poison = ask(bodies.kill_the_worker)
    others = [ask(bodies.greet) for _ in range(3)]

    nursery.start()
    until(lambda: is_in(poison, JobState.FAILED))
    until(lambda: all(is_in(job, JobState.SUCCEEDED) for job in others))

    assert outcomes(poison) == [Outcome.LOST, Outcome.LOST]
    assert again(poison).error_code == "worker-lost"
    assert DeadLetter.objects.undecided().count() == 1


def test_run_past_its_hard_limit_is_ended(nursery: Nursery, ask: Ask) -> None:
    endless, other = ask(bodies.never_end), ask(bodies.greet)

    nursery.start(lease=600)
    until(lambda: is_in(endless, JobState.FAILED))
    until(lambda: is_in(other, JobState.SUCCEEDED))

    assert outcomes(endless) == [Outcome.OVER_LIMIT, Outcome.OVER_LIMIT]
    assert again(endless).error_code == "over-limit"


def test_stopping_worker_finishes_within_its_grace(
    nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    later = ask(bodies.greet)
    worker = nursery.start(grace=30)
    until(lambda: began(mark))

    worker.stop()
    time.sleep(1.0)  # the parent tells the child at its next look
    gate.touch()
    until(lambda: not worker.is_alive)

    assert again(job).state == JobState.SUCCEEDED
    assert again(later).state == JobState.WAITING


def test_stopping_worker_hands_back_what_it_cannot_finish(
    nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    worker = nursery.start(grace=0.3, lease=600)
    until(lambda: began(mark))

    worker.stop()
    until(lambda: not worker.is_alive)

    assert again(job).task.status == TaskResultStatus.READY
    assert outcomes(job) == [Outcome.HANDED_BACK]
    assert Lease.objects.count() == 0


def test_second_signal_ends_the_grace(nursery: Nursery, ask: Ask, gate: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    job = ask(bodies.wait_for_gate, args={"gate": str(gate), "mark": str(mark)})
    worker = nursery.start(grace=600)
    until(lambda: began(mark))

    worker.stop()
    worker.send(signal.SIGINT, group=False)
    until(lambda: not worker.is_alive)

    assert outcomes(job) == [Outcome.HANDED_BACK]


def test_running_job_is_cancelled_at_its_next_report(
    nursery: Nursery, ask: Ask, gate: Path, alice: object
) -> None:
    job = ask(bodies.count_until_told, args={"gate": str(gate)})
    nursery.start()
    until(lambda: again(job).progress_done > 0)

    cancel_job(job, actor=alice)
    until(lambda: is_in(job, JobState.CANCELLED))

    assert outcomes(job) == [Outcome.CANCELLED]
    assert again(job).note == "counting"


def test_live_workers_say_so(nursery: Nursery, db: None) -> None:
    nursery.start(queues=["mail"])

    presence = until(WorkerPresence.objects.first)

    assert presence.queues == ["mail"]
    assert presence.serves("mail")
    assert not presence.serves("import")


def test_workers_start_what_is_due_once(nursery: Nursery) -> None:
    keep_schedule(None, "every-second", bodies.greet, rule=Every(1), title="Each second")

    workers = [nursery.start(schedules=True, lease=0.4) for _ in range(2)]
    until(lambda: ScheduledRun.objects.filter(schedule__name="every-second").count() >= 3)
    for worker in workers:
        worker.stop()
    until(lambda: not any(worker.is_alive for worker in workers))

    runs = ScheduledRun.objects.filter(schedule__name="every-second")
    assert len({run.due_at for run in runs}) == len(runs)
    assert Job.objects.filter(title="Each second").count() == runs.exclude(job=None).count()
