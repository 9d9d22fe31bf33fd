from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.kit.jobs.models import Job
from qiao.kit.jobs.schedule import standing_schedules
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.delegation import withdraw_delegation
from qiao.rooms.exchanges.models import SeatOffer
from qiao.rooms.exchanges.tasks import keep_time
from tests.rooms.exchanges.conftest import MakeDelegation

pytestmark = pytest.mark.django_db


def test_time_is_kept_by_a_standing_schedule(another: MakeDelegation, una: User) -> None:
    seated, _waiting = another("Duke", 8), another("Yale", 8)
    withdraw_delegation(seated, actor=una, reason="No visas.")
    SeatOffer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    for _twice in range(2):
        start_job(None, keep_time, title="Keep time")
        run_ready_jobs()

    assert SeatOffer.objects.get().state == "lapsed"
    results = list(Job.objects.filter(title="Keep time").order_by("id").values_list("result", flat=True))
    assert results == [{"offers": 1, "decisions": 0}, {"offers": 0, "decisions": 0}]
    assert standing_schedules.get("exchanges.time").task_path == keep_time.module_path
