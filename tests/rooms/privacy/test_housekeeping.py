from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.kit.idempotency.models import KeyedRequest
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.schedule import keep_standing_schedules, start_due
from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.domain.request import ask_by_email
from qiao.rooms.privacy.enums import RequestKind
from qiao.rooms.privacy.models import DataExport, DataSubjectRequest

pytestmark = pytest.mark.django_db


def test_what_has_ended_is_removed_every_hour(owner: User) -> None:
    long_ago = timezone.now() - timedelta(days=8)
    ask_by_email("guest@example.org", kind=RequestKind.ACCESS)
    DataSubjectRequest.objects.update(created_at=long_ago)
    DataExport.objects.create(user=owner, expires_at=long_ago)
    KeyedRequest.objects.create(scope="a", key="b", fingerprint="c", expires_at=long_ago)
    keep_standing_schedules()
    run_ready_jobs(["mail"])
    start_due(timezone.now() + timedelta(hours=1))
    run_ready_jobs()

    result = Job.objects.get(title__contains="Remove what has ended").result
    assert result == {"exports": 1, "requests": 1, "keys": 1}
