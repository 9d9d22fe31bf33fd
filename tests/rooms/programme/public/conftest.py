"""A released programme of a day with two tracks, two places and two languages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import agenda
from qiao.rooms.programme.models import Place, ProgrammeItem, Release, ReleasedName, Track
from qiao.rooms.programme.releases.frozen import People, digest, freeze_all
from qiao.rooms.programme.releases.names import named_in

Released = Callable[[], Release]


@pytest.fixture
def english(exchange: Exchange) -> Track:
    return Track.objects.create(exchange=exchange, name_zh="人才", name_en="Talent")


@pytest.fixture
def chinese(exchange: Exchange) -> Track:
    return Track.objects.create(exchange=exchange, name_zh="科研", name_en="Research", position=1)


@pytest.fixture
def release(exchange: Exchange, fay: User) -> Released:
    """What stands now goes out, as a release keeps it."""

    def released() -> Release:
        entries = agenda(exchange)
        made: Release = Release.objects.create(
            exchange=exchange,
            number=Release.objects.filter(exchange=exchange).count() + 1,
            entries=freeze_all(entries),
            digest=digest(entries, People()),
            released_by=fay,
            released_at=dt.datetime(2099, 4, 1, 8, tzinfo=dt.UTC),
        )
        names = named_in(made.entries)
        ReleasedName.objects.bulk_create(ReleasedName(release=made, person_id=key) for key in names)
        return made

    return released


@pytest.fixture
def welcome(make_item: Callable[..., ProgrammeItem], hall: Place, english: Track) -> ProgrammeItem:
    values: dict[str, Any] = {"kind": "welcome", "languages": ["zh", "en"], "title_zh": "欢迎仪式"}
    return make_item("Welcome", "9:00", place=hall, track=english, **values)


@pytest.fixture
def panel(make_item: Callable[..., ProgrammeItem], room: Place, chinese: Track) -> ProgrammeItem:
    values: dict[str, Any] = {"kind": "panel", "languages": ["zh"], "interpretation": ["en"]}
    return make_item("Panel on joint laboratories", "10:00", place=room, track=chinese, **values)


@pytest.fixture
def internal(make_item: Callable[..., ProgrammeItem], room: Place) -> ProgrammeItem:
    return make_item("Staff breakfast", "8:00", place=room, is_public=False)
