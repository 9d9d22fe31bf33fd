"""The people and the round of the tests of the verbs, at pages."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.planning import ask_for_plan, solve_timetable
from qiao.rooms.meetings.models import MeetingRound, Timetable
from tests.rooms.meetings.domain.conftest import (
    encounter,
    exchange,
    fay,
    fresh,
    host,
    hui,
    meeting_round,
    nan,
    opal,
    organiser,
    parties,
    released,
    sam,
    una,
    wished,
)

__all__ = [
    "encounter",
    "exchange",
    "fay",
    "host",
    "hui",
    "meeting_round",
    "nan",
    "opal",
    "organiser",
    "parties",
    "released",
    "sam",
    "una",
    "wished",
]


class At:
    """`at.reads(reader, "name", key)` and `at.sends(reader, "name", key, field=value)`."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def reads(self, reader: User, name: str, *keys: Any, **query: Any) -> HttpResponse:
        self.client.force_login(reader)
        answer: Any = self.client.get(reverse(f"meetings:{name}", args=keys), query)
        return answer

    def sends(self, reader: User, name: str, *keys: Any, **sent: Any) -> HttpResponse:
        self.client.force_login(reader)
        answer: Any = self.client.post(reverse(f"meetings:{name}", args=keys), sent)
        return answer


@pytest.fixture
def at(client: Client) -> At:
    return At(client)


@pytest.fixture
def solved(wished: MeetingRound, fay: User) -> Timetable:
    timetable = ask_for_plan(wished, actor=fay, seconds=60)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))
    found: Timetable = fresh(timetable)
    return found
