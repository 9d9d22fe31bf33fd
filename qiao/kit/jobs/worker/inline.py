"""Working in this process and on this connection: for tests and for commands that wait for their own jobs."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from qiao.kit.jobs.models import Job
from qiao.kit.jobs.progress import DirectReporter
from qiao.kit.jobs.worker.claim import Run, claim
from qiao.kit.jobs.worker.perform import conclude, perform

LEASE = timedelta(hours=1)  # nothing renews it


def run_ready_jobs(queues: Sequence[str] = (), *, most: int = 1000) -> int:
    """Runs what is ready, one after another, also what that enqueues. Returns how many runs there were."""
    worker = f"inline-{uuid.uuid4().hex}"
    for count in range(most):
        run = claim(worker, queues, LEASE)
        if run is None:
            return count
        _do(run)
    return most


def _do(run: Run) -> None:
    job = Job.objects.filter(task_id=run.hold.task_id).values_list("pk", flat=True).first()
    reporter = DirectReporter(job)
    conclude(run, perform(run, reporter), reporter.latest)
