"""What happens with reviews by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.reviews.domain.reminding import remind_reviewer, reviewers_to_remind


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Each reviewer in a transaction of its own: killed half-way, the next run goes on."""
    with running(job_id) as job:
        reminded = 0
        for reviewer_id in reviewers_to_remind():
            job.check()
            reminded += remind_reviewer(reviewer_id)
        return {"reminded": reminded}
