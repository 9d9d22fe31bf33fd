import datetime as dt
from types import SimpleNamespace

from qiao.kit.zones import by_the_clock, moment_at

NOON = dt.datetime(2026, 9, 1, 4, 0, tzinfo=dt.UTC)


def test_moment_is_said_by_both_clocks_where_they_differ():
    reader = SimpleNamespace(time_zone="Europe/Berlin")

    shown = moment_at(NOON, "Asia/Shanghai", reader)

    assert (shown.there, shown.zone) == ("Sept. 1, 2026, 12:00", "Asia/Shanghai")
    assert (shown.own, shown.own_zone) == ("Sept. 1, 2026, 06:00", "Europe/Berlin")


def test_moment_is_said_once_where_the_clocks_agree_or_nobody_is_known():
    for reader in (None, SimpleNamespace(time_zone=""), SimpleNamespace(time_zone="Asia/Singapore")):
        assert moment_at(NOON, "Asia/Shanghai", reader).own == ""


def test_moment_in_one_line_names_its_zone():
    assert by_the_clock(NOON, "Asia/Shanghai") == "Sept. 1, 2026, 12:00 (Asia/Shanghai)"
