"""What happens with opportunities by itself. Thin: the domain knows the rules."""

from django.utils import timezone

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.opportunities.domain.intake import refresh_stale, stale


@job_task(queue="default")
def keep_intakes(job_id: str) -> dict[str, int]:
    """Each opportunity by itself: killed half-way, the next run goes on."""
    with running(job_id) as job:
        refreshed = 0
        for opportunity_id in list(stale(timezone.now())):
            job.check()
            refreshed += refresh_stale(opportunity_id)
        return {"refreshed": refreshed}
