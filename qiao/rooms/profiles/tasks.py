"""What happens with profiles by itself."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.profiles.domain.importing import forget_drafts


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    with running(job_id):
        return {"forgotten": forget_drafts()}
