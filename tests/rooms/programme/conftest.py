"""The people of the exchanges, with a centre of two rooms, a station and the session of a morning."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem
from tests.rooms.exchanges.conftest import (  # noqa: F401 (fixtures)
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

MakeItem = Callable[..., ProgrammeItem]
TOKEN = {"csrfmiddlewaretoken": "as every form of a page sends one"}


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, name: str, *args: Any, headers: Any = None, **values: Any) -> Any:
    return client.post(reverse(f"programme:{name}", args=args), values | TOKEN, headers=headers)


@pytest.fixture
def venue(exchange: Exchange) -> Place:  # noqa: F811 (the fixture of that name)
    return Place.objects.create(exchange=exchange, kind="venue", name_zh="创新中心", name_en="Centre")


@pytest.fixture
def hall(venue: Place) -> Place:
    return Place.objects.create(
        exchange=venue.exchange, name_zh="大厅", name_en="Hall", within=venue, capacity=80, position=1
    )


@pytest.fixture
def room(venue: Place) -> Place:
    return Place.objects.create(
        exchange=venue.exchange, name_en="Room 2", within=venue, capacity=20, position=2
    )


@pytest.fixture
def make_item(exchange: Exchange, host: Partner) -> MakeItem:  # noqa: F811 (the fixtures of that name)
    """On the first day by the clock there: `at="9:30"`, for `minutes`."""

    def made(title: str = "Welcome", at: str = "9:00", minutes: int = 60, **values: Any) -> ProgrammeItem:
        hour, minute = map(int, at.split(":"))
        starts_at = exchange.starts_at + dt.timedelta(hours=hour, minutes=minute)
        times = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(minutes=minutes)}
        values = {"kind": "introduction"} | times | values
        return ProgrammeItem.objects.create(exchange=exchange, title_en=title, **values)

    return made


@pytest.fixture
def item(make_item: MakeItem, hall: Place) -> ProgrammeItem:
    return make_item(place=hall)
