from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qiao.kit.jobs.timing import At, Every, is_zone, latest_due

NEW_YORK = "America/New_York"  # 2026: 02:00 is left out on 8 March, 01:00 comes twice on 1 November


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-05-01T00:00:59", "2026-05-01T00:00:00"),
        ("2026-05-01T00:01:00", "2026-05-01T00:01:00"),
        ("2026-05-01T00:01:01", "2026-05-01T00:01:00"),
    ],
)
def test_every_minute_is_due_on_the_minute(now: str, due: str) -> None:
    assert latest_due(Every(60), utc(now)) == utc(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-05-01T00:59:59", "2026-04-30T01:00:00"),  # 08:59:59 in Shanghai
        ("2026-05-01T01:00:00", "2026-05-01T01:00:00"),
        ("2026-05-01T23:00:00", "2026-05-01T01:00:00"),
    ],
)
def test_time_of_day_is_the_zones(now: str, due: str) -> None:
    assert latest_due(At(time(9), "Asia/Shanghai"), utc(now)) == utc(due)


def test_weekdays_are_the_zones() -> None:
    monday = At(time(1), "Asia/Shanghai", frozenset({1}))

    assert latest_due(monday, utc("2026-05-03T18:00:00")) == utc("2026-05-03T17:00:00")  # Sunday in UTC
    assert latest_due(monday, utc("2026-05-03T16:59:59")) == utc("2026-04-26T17:00:00")


def test_time_in_a_gap_moves_on() -> None:
    rule = At(time(2, 30), NEW_YORK)

    assert latest_due(rule, utc("2026-03-08T07:29:59")) == utc("2026-03-07T07:30:00")
    assert latest_due(rule, utc("2026-03-08T07:30:00")) == utc("2026-03-08T07:30:00")  # 03:30 there
    assert latest_due(rule, utc("2026-03-09T06:30:00")) == utc("2026-03-09T06:30:00")


def test_time_in_a_fold_is_due_once() -> None:
    rule = At(time(1, 30), NEW_YORK)
    moments = [
        utc(f"2026-11-01T{hour:02}:{minute:02}:00") for hour in range(24) for minute in range(0, 60, 10)
    ]

    dues = {latest_due(rule, moment) for moment in moments}

    assert dues == {utc("2026-10-31T05:30:00"), utc("2026-11-01T05:30:00")}


def test_day_that_a_zone_left_out_falls_on_the_next() -> None:
    """Samoa had no 30 December 2011."""
    rule = At(time(9), "Pacific/Apia")

    assert latest_due(rule, utc("2011-12-30T12:00:00")) == utc("2011-12-29T19:00:00")
    assert latest_due(rule, utc("2011-12-30T20:00:00")) == utc("2011-12-30T19:00:00")


moments = some.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001
zones = some.sampled_from(["UTC", NEW_YORK, "Asia/Shanghai", "Australia/Lord_Howe", "Europe/London"])
rules = some.builds(Every, some.integers(1, 100_000)) | some.builds(
    At, some.times(), zones, some.frozensets(some.integers(1, 7))
)


@given(rules, moments)
def test_latest_due_is_past_and_settled(rule: Every | At, now: datetime) -> None:
    due = latest_due(rule, now)

    assert due <= now
    assert latest_due(rule, due) == due


def test_names_of_zones() -> None:
    assert is_zone("Asia/Shanghai")
    assert not is_zone("Asia/Nowhere")
    assert not is_zone("../etc/passwd")
    assert not is_zone("")
