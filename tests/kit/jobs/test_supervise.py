import sys
import time
from datetime import timedelta
from types import FrameType
from typing import Any

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


def test_second_signal_ends_the_grace_though_it_interrupts_the_handler_of_the_first() -> None:
    before = sys.gettrace()
    for event in ("line", "return"):
        supervisor = Supervisor(Plan(grace=100))
        try:
            sys.settrace(_interrupting(supervisor, event))
            supervisor._stop()
        finally:
            sys.settrace(before)

        assert supervisor._stop_by is not None
        assert supervisor._stop_by - time.monotonic() < 1


def _interrupting(supervisor: Supervisor, moment: str) -> Any:
    """Lets the second signal in at the last moment of that kind before the handler ends."""
    lines = [line for *_, line in Supervisor._stop.__code__.co_lines() if line]

    def watch(frame: FrameType, event: str, _arg: object) -> Any:
        is_due = event == moment and (moment == "return" or frame.f_lineno == max(lines))
        if frame.f_code is Supervisor._stop.__code__ and is_due:
            sys.settrace(None)
            supervisor._stop()
        return watch

    return watch


def test_lease_is_renewed_each_quarter() -> None:
    assert Plan(lease=timedelta(seconds=30)).beat == 7.5
