"""Programmes of one morning, drawn small so that much collides."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from qiao.rooms.programme.conflicts import Programme, Session, Spot

FIRST = dt.datetime(2099, 5, 10, tzinfo=dt.UTC)
PLACES = {
    "centre": Spot(),
    "hall": Spot(within="centre", capacity=30),
    "corner": Spot(within="hall", capacity=10),
    "room": Spot(within="centre"),
    "laboratory": Spot(capacity=12),
    "stop": Spot(is_shared=True),
}
SIZES = {"columbia": 4, "duke": 8, "tum": 20}


def at(hour: float) -> dt.datetime:
    return FIRST + dt.timedelta(hours=hour)


def session(key: Any, starts: float, ends: float, **values: Any) -> Session:
    return Session(key, at(starts), at(ends), **values)


def programme(*sessions: Session, **values: Any) -> Programme:
    settings: dict[str, Any] = {
        "first": at(0),
        "last": at(24),
        "places": PLACES,
        "ways": {},
        "sizes": SIZES,
    } | values
    return Programme(sessions=sessions, **settings)


def _some(names: list[str], most: int = 2) -> Any:
    return st.frozensets(st.sampled_from(names), max_size=most)


@st.composite
def sessions(draw: Any) -> list[Session]:
    return [_drawn(draw, number) for number in range(draw(st.integers(0, 9)))]


def _drawn(draw: Any, number: int) -> Session:
    starts = draw(st.integers(-1, 24))
    places = st.none() | st.sampled_from(sorted(PLACES))
    return session(
        number,
        starts / 2,
        starts / 2 + draw(st.sampled_from([0.5, 1, 1.5, 3])),
        place=draw(places),
        destination=draw(st.none() | st.none() | st.sampled_from(["stop", "laboratory"])),
        host=draw(st.sampled_from([None, "h1", "h2"])),
        vehicle=draw(st.sampled_from(["", "", "Bus 1", "bus 1"])),
        speakers=draw(_some(["ada", "bo"])),
        interpreters=draw(_some(["ida", "ada"], 1)),
        needs_interpreter=draw(st.booleans()),
        audience=draw(st.none() | _some(sorted(SIZES))),
        capacity=draw(st.sampled_from([None, 5, 20])),
        is_frame=draw(st.sampled_from([False, False, True])),
    )


@st.composite
def programmes(draw: Any) -> Programme:
    pairs = [("centre", "laboratory"), ("hall", "laboratory"), ("hall", "room"), ("laboratory", "stop")]
    told = draw(st.lists(st.sampled_from(pairs), unique=True))
    ways = {pair: draw(st.sampled_from([5, 25, 45])) for pair in told}
    return programme(*draw(sessions()), ways=ways, last=at(13))
