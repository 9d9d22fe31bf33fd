"""What happens at an exchange by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.exchanges.domain.decision import lapse_decisions
from qiao.rooms.exchanges.domain.waiting import lapse_offers


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Offers of seats and decisions that nobody answered. May run twice."""
    with running(job_id):
        return {"offers": lapse_offers(), "decisions": lapse_decisions()}
