"""What a body does with its own job while it runs.

@job_task(queue="import", longest=timedelta(minutes=10))
def import_rows(job_id: str, import_id: str) -> dict[str, int]:
    with running(job_id) as job:
        rows = list(...)                       # in an order that a second attempt finds again
        job.in_batches(rows, write_rows)       # each batch commits with its position
    return {"rows": len(rows)}                 # becomes Job.result
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from qiao.kit.jobs.errors import LeaseLost
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.progress import DirectReporter, Progress, Reporter, current_reporter
from qiao.kit.jobs.sentence import Text, plain_values, source_text, storable_json

Item = TypeVar("Item")
Step = Callable[[str], str | None]


class RunningJob:
    def __init__(self, row: Job, reporter: Reporter) -> None:
        self.row = row
        self.id = row.pk
        self._reporter = reporter

    @property
    def result(self) -> dict[str, Any]:
        return dict(self.row.result)

    @result.setter
    def result(self, value: dict[str, Any]) -> None:
        """Written at once; what the body returns takes its place when it is a dict."""
        self.row.result = storable_json(value)
        if not self._held().update(result=self.row.result):
            raise LeaseLost

    def progress(self, done: int, total: int | None = None, note: Text = "", **values: Any) -> None:
        """Says how far the job is. Raises JobCancelled or LeaseLost: call it between batches."""
        self._reporter.report(Progress(done, total, source_text(note), plain_values(values)))
        self._reporter.check()

    def check(self) -> None:
        """Raises JobCancelled or LeaseLost, without saying anything about progress."""
        self._reporter.check()

    def in_batches(
        self,
        items: Sequence[Item],
        write: Callable[[Sequence[Item]], object],
        *,
        size: int = 100,
        note: Text = "",
        **values: Any,
    ) -> None:
        """`write(batch)`, one transaction each. A second attempt goes on behind the last committed one."""

        def step(position: str) -> str | None:
            start = int(position or 0)
            batch = items[start : start + size]
            if batch:
                write(batch)
            return str(start + len(batch)) if batch else None

        def told(position: str) -> None:
            self.progress(int(position or 0), len(items), note, **values)

        self.walk(step, told)

    def walk(self, step: Step, told: Callable[[str], object] | None = None) -> None:
        """`step(position)` writes what comes next and returns the position behind it, or None at the end.

        Each step is one transaction that commits with its position, and only while the lease is ours.
        """
        position = self.position
        self._tell(told, position)
        while (reached := self._take(step, position)) is not None:
            position = reached
            self._tell(told, position)

    def _take(self, step: Step, position: str) -> str | None:
        try:
            with transaction.atomic():
                reached = step(position)
                if reached is not None:
                    self._move(position, reached)
        except _Overtaken:
            self._reporter.check()
            return self.position
        return reached

    def _move(self, position: str, reached: str) -> None:
        """Compare and set: of two attempts that both wrote this step, one is rolled back."""
        if self._held().filter(position=position).update(position=reached):
            return
        if self._held().exists():
            raise _Overtaken
        raise LeaseLost

    @property
    def position(self) -> str:
        """Behind the last committed step, as the database has it."""
        return Job.objects.values_list("position", flat=True).get(pk=self.id)

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(self._reporter.holds(), pk=self.id)

    def _tell(self, told: Callable[[str], object] | None, position: str) -> None:
        if told is None:
            self._reporter.check()
        else:
            told(position)


class _Overtaken(Exception):
    """An attempt that lost its lease has committed this step while we wrote it: go on behind it."""


@contextmanager
def running(job_id: str) -> Iterator[RunningJob]:
    """The job of the body that runs. Outside of a worker (a test, a shell) it reports on its own."""
    row = Job.objects.select_related("task", "asked_by").get(pk=job_id)
    reporter = current_reporter.get()
    if reporter is not None:
        yield RunningJob(row, reporter)
        return
    direct = DirectReporter(row.pk)
    yield RunningJob(row, direct)
    direct.flush()
