"""Plans that several tests look at; made once, as reading them changes nothing."""

import pytest

from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.workbook.event import Event
from qiao.rooms.meetings.workbook.read import read_event
from tests.support.meeting_workbook import forty, small, workbook


@pytest.fixture(scope="session")
def small_event() -> Event:
    return read_event(workbook(small()))


@pytest.fixture(scope="session")
def sample() -> Plan:
    """The exchange of 40 universities, an innovation centre and twelve hosts."""
    return make_plan(read_event(workbook(forty(), "zh")), time_limit=60)


@pytest.fixture(scope="session")
def sample_reasons(sample: Plan) -> Reasons:
    return Reasons(sample)
