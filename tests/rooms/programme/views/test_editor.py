"""The editor of a programme: what it shows, and how sessions are moved."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.models import Place, ProgrammeItem, Track
from tests.rooms.exchanges.conftest import fresh
from tests.rooms.programme.conftest import MakeItem, browser_of, post


def move(user: User, item: ProgrammeItem, *, htmx: bool = False, **values: Any) -> Any:
    sent = {
        "moved": f"{item.pk}.{item.version}",
        "day": "2099-05-10",
        "seen": "2099-05-10",
        "time": "10:30",
        "column": str(item.place_id or ""),
        "by": "places",
    } | values
    headers = {"HX-Request": "true"} if htmx else {}
    return post(browser_of(user), "moves", item.exchange_id, headers=headers, **sent)


def page(user: User, exchange: Exchange, **query: str) -> Any:
    return browser_of(user).get(reverse("programme:editor", args=[exchange.pk]), query)


def test_day_is_a_table_of_places_and_times(fay: User, item: ProgrammeItem, room: Place) -> None:
    answer = page(fay, item.exchange)

    editor = answer.context["editor"]
    assert [str(column.name) for column in editor.columns] == ["Hall", "Room 2"]
    assert [line.starts.hour for line in editor.lines] == [9]
    assert [shown.time for shown in editor.sessions] == ["09:00–10:00"]
    assert f'data-handle="{item.pk}.1"' in answer.text


def test_sessions_without_a_place_stand_in_a_column_of_their_own(
    fay: User, exchange: Exchange, make_item: MakeItem, hall: Place
) -> None:
    make_item()

    columns = page(fay, exchange).context["editor"].columns

    assert [column.key for column in columns] == [str(hall.pk), ""]


def test_sessions_at_once_stand_side_by_side_below_one_heading(
    fay: User, item: ProgrammeItem, make_item: MakeItem, hall: Place, room: Place
) -> None:
    make_item("Film", at="9:30", place=hall)

    answer = page(fay, item.exchange)

    assert f'<th scope="col" colspan="2" data-column="{hall.pk}">' in answer.text
    assert [len(line.cells) for line in answer.context["editor"].lines] == [3, 1, 2, 1]


def test_by_track_the_columns_are_tracks(fay: User, exchange: Exchange, make_item: MakeItem) -> None:
    track = Track.objects.create(exchange=exchange, name_en="Policy")
    make_item(track=track)

    editor = page(fay, exchange, by="tracks").context["editor"]

    assert [(column.key, str(column.name)) for column in editor.columns] == [(str(track.pk), "Policy")]


@pytest.mark.parametrize("day", ["2099-05-11", "1999-01-01", "nonsense"])
def test_only_days_of_the_exchange_are_shown(fay: User, item: ProgrammeItem, day: str) -> None:
    editor = page(fay, item.exchange, day=day).context["editor"]

    assert editor.day == (dt.date(2099, 5, 11) if day == "2099-05-11" else dt.date(2099, 5, 10))


def test_session_is_moved_by_the_form(fay: User, item: ProgrammeItem, room: Place) -> None:
    answer = move(fay, item, column=str(room.pk))

    item = fresh(item)
    assert answer.status_code == 302
    assert item.starts_at == item.exchange.starts_at + dt.timedelta(hours=10, minutes=30)
    assert item.ends_at - item.starts_at == dt.timedelta(hours=1)
    assert item.place == room
    assert item.version == 2


def test_move_is_said_to_htmx_with_the_new_day(fay: User, item: ProgrammeItem) -> None:
    answer = move(fay, item, htmx=True)

    assert answer.status_code == 200
    assert "“Welcome” is now on May 10, 2099, 10:30–11:30, Hall. 0 conflicts." in answer.text
    assert "<html" not in answer.text


def test_move_of_what_somebody_moved_is_refused(fay: User, ari: User, item: ProgrammeItem) -> None:
    move(ari, item)

    answer = move(fay, item, htmx=True, time="15:00")

    assert answer.status_code == 422
    assert "Somebody changed this session" in answer.text
    assert f"{item.pk}.2" in answer.text
    assert fresh(item).starts_at == item.exchange.starts_at + dt.timedelta(hours=10, minutes=30)


@pytest.mark.parametrize(
    "values",
    [
        {"moved": "nonsense"},
        {"moved": "nonsense.1"},
        {"day": "2099-05-12"},
        {"day": ""},
        {"time": "25:00"},
        {"column": "00000000-0000-0000-0000-000000000000"},
        {"by": "colours"},
    ],
)
def test_move_to_nowhere_is_refused_with_a_sentence(
    fay: User, item: ProgrammeItem, values: dict[str, Any]
) -> None:
    answer = move(fay, item, **values)

    assert answer.status_code == 422
    assert answer.context["said"]
    assert fresh(item).version == 1


def test_conflicts_are_named_with_links(
    fay: User, item: ProgrammeItem, make_item: MakeItem, hall: Place
) -> None:
    other = make_item("Film", at="9:30", place=hall)

    answer = page(fay, item.exchange)

    assert "“Film” begins in Hall while “Welcome” is still there." in answer.text
    assert answer.text.count(reverse("programme:item", args=[other.pk])) == 2
    assert answer.context["editor"].conflict_count == 1


def test_partners_see_the_working_copy_and_move_nothing(
    hui: User, host: Partner, item: ProgrammeItem
) -> None:
    answer = page(hui, item.exchange)

    assert answer.status_code == 200
    assert "data-handle" not in answer.text
    assert move(hui, item).status_code == 404


def test_strangers_find_nothing(sam: User, item: ProgrammeItem) -> None:
    assert page(sam, item.exchange).status_code == 404
    assert move(sam, item).status_code == 404
    assert Client().get(reverse("programme:editor", args=[item.exchange_id])).status_code == 302


@pytest.mark.parametrize("counts", [(2, 3), (20, 200)])
def test_queries_do_not_grow(
    fay: User, exchange: Exchange, make_item: MakeItem, hall: Place, counts: tuple[int, int]
) -> None:
    seen, client = [], browser_of(fay)
    for count in counts:
        for number in range(count - ProgrammeItem.objects.count()):
            make_item(f"Session {number}", place=hall, host=exchange.partners.first())
        client.get(reverse("programme:editor", args=[exchange.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("programme:editor", args=[exchange.pk]))
        seen.append(len(queries))

    assert seen[0] == seen[1]
    assert seen[0] <= 23
