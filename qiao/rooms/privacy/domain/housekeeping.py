"""What ends by itself: files that were not fetched, requests never confirmed, keys of yesterday."""

from qiao.kit.idempotency.models import forget_expired
from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.privacy.domain.export import remove_expired
from qiao.rooms.privacy.domain.request import remove_unconfirmed


@job_task(queue="default")
def keep_house(job_id: str) -> dict[str, int]:
    with running(job_id):
        return {
            "exports": remove_expired(),
            "requests": remove_unconfirmed(),
            "keys": forget_expired(),
        }
