import datetime as dt

from django.utils import timezone

from qiao.kit.jobs.models import Job
from qiao.kit.jobs.schedule import standing_schedules
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.opportunities.tasks import keep_intakes
from tests.rooms.opportunities.factory import make_intake


def test_the_standing_job_moves_on_to_the_next_intake(job: Opportunity, hana: User) -> None:
    coming = make_intake(job, hana, opens=-1, closes=60, places=9)
    past = timezone.now() - dt.timedelta(hours=1)
    Intake.objects.filter(opportunity=job, number=1).update(closes_at=past)
    Opportunity.objects.filter(pk=job.pk).update(closes_at=past)

    for _twice in range(2):
        start_job(None, keep_intakes, title="Keep intakes")
        run_ready_jobs()

    job.refresh_from_db()
    assert (job.closes_at, job.places) == (coming.closes_at, 9)
    results = list(Job.objects.filter(title="Keep intakes").order_by("id").values_list("result", flat=True))
    assert results == [{"refreshed": 1}, {"refreshed": 0}]
    assert standing_schedules.get("opportunities.time").task_path == keep_intakes.module_path
