"""What happens with registrations by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.offices.domain.student import end_lapsed, rows


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Each registration is ended by itself: killed half-way, the next run goes on."""
    with running(job_id):
        return {"ended": end_lapsed(rows())}
