"""Changes in words, in both languages."""

from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from qiao.rooms.programme.agenda import Both
from qiao.rooms.programme.releases.difference import Change, difference
from qiao.rooms.programme.releases.words import tell_change
from tests.rooms.programme.releases.agendas import entry

pytestmark = pytest.mark.once
BEIJING = ZoneInfo("Asia/Shanghai")
OLD = entry("p")
CASES = [
    (
        entry("p", 1, room="B"),
        "“Talk p” on 10 May moved from 09:00–10:00 to 10:00–11:00, and from Room A to Room B.",
        "5月10日的“题p”由09:00–10:00改为10:00–11:00，地点由A厅改为B厅。",
    ),
    (
        entry("p", 24),
        "“Talk p” moved from 10 May 09:00–10:00 to 11 May 09:00–10:00.",
        "“题p”由5月10日 09:00–10:00改为5月11日 09:00–10:00。",
    ),
    (
        entry("p", room="B"),
        "“Talk p”, 10 May 09:00–10:00, moved from Room A to Room B.",
        "“题p”（5月10日 09:00–10:00）的地点由A厅改为B厅。",
    ),
    (
        entry("p", title=Both("题p", "Lecture")),
        "“Talk p” is now called “Lecture”.",
        "“Talk p”更名为“Lecture”。",
    ),
    (
        entry("p", place=Both()),
        "“Talk p”, 10 May 09:00–10:00, has no place for now; it was Room A.",
        "“题p”（5月10日 09:00–10:00）的地点暂未确定，原为A厅。",
    ),
    (None, "Cancelled: Talk p, 10 May 09:00–10:00, Room A.", "取消：题p，5月10日 09:00–10:00，A厅。"),
]


@pytest.mark.parametrize(("new", "english", "chinese"), CASES)
def test_change_is_told_with_old_and_new(new: object, english: str, chinese: str) -> None:
    (change,) = difference([OLD], [new] if new else [])  # type: ignore[list-item]

    with override("en"):
        assert tell_change(change, BEIJING) == english
    with override("zh-hans"):
        assert tell_change(change, BEIJING) == chinese


def test_what_goes_on_without_somebody_is_not_told_as_cancelled() -> None:
    told = tell_change(Change(OLD, None, stands=True), BEIJING)

    assert told == "No longer on this itinerary: Talk p, 10 May 09:00–10:00, Room A."


def test_what_ends_on_another_day_says_so() -> None:
    told = tell_change(Change(None, entry("p", 14, 3)), BEIJING)

    assert told == "New: Talk p, 10 May 23:00–11 May 02:00, Room A."
