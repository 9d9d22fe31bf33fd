"""The actors of exchanges, a member of Columbia's delegation, two laboratories with a time each."""

import datetime as dt
from collections.abc import Callable

import pytest

from qiao.kit.jobs.worker.inline import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.visits.domain.forming import form_groups
from qiao.rooms.visits.domain.plan import accept_plan
from qiao.rooms.visits.domain.visit import add_run, add_visit
from qiao.rooms.visits.models import Visit, VisitPlan, VisitRun
from tests.rooms.exchanges.conftest import (
    another,
    ari,
    association,
    centre,
    co_organiser,
    columbia,
    delegation,
    draft,
    exchange,
    fay,
    federation,
    host,
    hui,
    invited,
    mia,
    nan,
    opal,
    organiser,
    sam,
    una,
)

__all__ = [
    "another",
    "ari",
    "association",
    "centre",
    "co_organiser",
    "columbia",
    "delegation",
    "draft",
    "exchange",
    "fay",
    "federation",
    "host",
    "hui",
    "invited",
    "mia",
    "nan",
    "opal",
    "organiser",
    "sam",
    "una",
]

MakeRun = Callable[..., VisitRun]


def at(hour: int, minute: int = 0, day: int = 10) -> dt.datetime:
    """On the first day of the exchange, by the clock there."""
    return dt.datetime(2099, 5, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture
def member(delegation: Delegation, una: User, mia: User) -> DelegationMember:
    """Mia, who has an account."""
    named = name_member(delegation, actor=una, name_en="Mia", email="mia@people.example")
    return accept_place(named, user=mia)


@pytest.fixture
def colleague(delegation: Delegation, una: User, member: DelegationMember) -> DelegationMember:
    return name_member(delegation, actor=una, name_en="Cal")


@pytest.fixture
def battery(exchange: Exchange, host: Partner, fay: User) -> Visit:
    """Of the innovation centre, for whom Hui speaks."""
    values = {"title_en": "Battery laboratory", "title_zh": "电池实验室", "host": host, "capacity": 1}
    return add_visit(exchange, actor=fay, values=values)


@pytest.fixture
def optics(exchange: Exchange, fay: User) -> Visit:
    return add_visit(exchange, actor=fay, values={"title_en": "Optics laboratory", "capacity": 5})


@pytest.fixture
def run_of(fay: User) -> MakeRun:
    def made(visit: Visit, hour: int = 10, **values: object) -> VisitRun:
        times = {"starts_at": at(hour), "ends_at": at(hour + 1)}
        return add_run(visit, actor=fay, values=times | values)

    return made


@pytest.fixture
def battery_run(battery: Visit, run_of: MakeRun) -> VisitRun:
    return run_of(battery)


@pytest.fixture
def optics_run(optics: Visit, run_of: MakeRun) -> VisitRun:
    return run_of(optics)


def formed(exchange: Exchange, actor: User, *, keeps: bool = False) -> VisitPlan:
    plan = form_groups(exchange, actor=actor, keeps=keeps)
    run_ready_jobs()
    return VisitPlan.objects.get(pk=plan.pk)


def accepted(exchange: Exchange, actor: User, *, keeps: bool = False) -> VisitPlan:
    return accept_plan(formed(exchange, actor, keeps=keeps), actor=actor)
