"""What happens with applications by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.applications.domain import clock


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    with running(job_id) as job:
        return clock.keep_time(job.check)
