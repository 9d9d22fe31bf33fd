"""What happens with offers by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.offers.domain.time import lapse_offers, move_waiting_lists, remind_applicants


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Each offer lapses by itself: killed half-way, the next run goes on."""
    with running(job_id) as job:
        lapsed, offered = lapse_offers(job.check), move_waiting_lists(job.check)
        return {"lapsed": lapsed, "offered": offered, "reminded": remind_applicants(job.check)}
