"""What happens to a registration by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.registration.domain.wiping import wipe_due


@job_task(queue="default")
def wipe(job_id: str) -> dict[str, int]:
    """What was kept long enough. May run twice."""
    with running(job_id):
        return {"wiped": wipe_due()}
