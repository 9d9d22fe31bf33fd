"""What happens with letters by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.letters.domain.resealing import reseal_some
from qiao.rooms.letters.domain.wiping import due, wipe_letter


@job_task(queue="default")
def keep_time(job_id: str) -> dict[str, int]:
    """Each letter is wiped by itself: killed half-way, the next run goes on."""
    with running(job_id) as job:
        wiped = 0
        for letter_id in due():
            job.check()
            wiped += wipe_letter(letter_id)
        return {"wiped": wiped, "resealed": reseal_some(job.check)}
