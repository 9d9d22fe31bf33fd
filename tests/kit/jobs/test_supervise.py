import time
from datetime import timedelta

from qiao.kit.jobs.worker.plan import Plan
from qiao.kit.jobs.worker.supervise import Limit, Supervisor


def test_limit_passes_when_its_time_is_over() -> None:
    limit = Limit()
    assert not limit.is_passed

    limit.set(timedelta(seconds=0.01))
    time.sleep(0.02)
    assert limit.is_passed

    limit.set(timedelta(hours=1))
    assert not limit.is_passed
    limit.set(None)
    assert not limit.is_passed


def test_first_signal_gives_grace_and_the_second_none() -> None:
    supervisor = Supervisor(Plan(grace=100))

    supervisor._stop()
    first = supervisor._stop_by
    supervisor._stop()

    assert first is not None
    assert supervisor._stop_by is not None
    assert 90 < first - supervisor._stop_by < 110


def test_lease_is_renewed_each_quarter() -> None:
    assert Plan(lease=timedelta(seconds=30)).beat == 7.5
