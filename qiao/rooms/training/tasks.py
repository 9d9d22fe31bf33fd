"""What happens in trainings by itself. Thin: the domain knows the rules."""

from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.training.domain.calendar import tell_calendars
from qiao.rooms.training.domain.enrolment import enrol_newly_accepted
from qiao.rooms.training.models import Cohort


@job_task(queue="default")
def keep_rosters(job_id: str) -> dict[str, int]:
    """Each cohort is a transaction of its own: killed half-way, the next run goes on."""
    with running(job_id) as job:
        enrolled = 0
        for cohort in Cohort.objects.waited_for():
            job.check()
            enrolled += enrol_newly_accepted(cohort)
        return {"enrolled": enrolled}


@job_task(queue="default")
def keep_calendars(job_id: str) -> dict[str, int]:
    """Each cohort is a transaction of its own: killed half-way, the next run goes on."""
    with running(job_id) as job:
        told = 0
        for cohort in Cohort.objects.with_calendars_due():
            job.check()
            told += tell_calendars(cohort)
        return {"told": told}
