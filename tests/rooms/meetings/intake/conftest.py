"""The people of the tests of the verbs, and an exchange that is empty but for those who run it."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from qiao.kit.imports.books import Outcome
from qiao.kit.tables.read import read_workbook
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.workbook import take_workbook
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.workbook.read import contents_of
from tests.rooms.meetings.domain.conftest import (
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
    sam,
    una,
    wished,
)

__all__ = [
    "exchange", "fay", "fresh", "host", "hui", "meeting_round", "nan", "opal", "organiser", "parties", "sam",
    "una", "wished",
]  # fmt: skip

Take = Callable[..., Outcome]


@pytest.fixture
def take(exchange: Exchange, fay: User) -> Take:
    """`take(file)` into the newest round, or a new one where there is none, as Fay."""

    def taken(file: io.BytesIO, *, actor: User = fay, **more: Any) -> Outcome:
        options: dict[str, Any] = {"names": {"name_en": "Meetings"}, "country": "US"} | more
        file.seek(0)
        contents = contents_of(read_workbook(file), exchange.time_zone)
        newest = MeetingRound.objects.select_related("exchange").filter(exchange=exchange).last()
        at = Exchange.objects.get(pk=exchange.pk)
        return take_workbook(at, contents, actor=actor, meeting_round=newest, **options)

    return taken
