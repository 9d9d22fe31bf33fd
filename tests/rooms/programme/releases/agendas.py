"""Small agendas for tests that need no database."""

import datetime as dt
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.releases.difference import Agenda
from qiao.rooms.programme.releases.frozen import People

START = dt.datetime(2099, 5, 10, 1, tzinfo=dt.UTC)  # nine in the morning in Beijing
ROOMS = {name: UUID(int=100 + number) for number, name in enumerate("ABC")}
COLUMBIA, DUKE, CENTRE = UUID(int=1), UUID(int=2), UUID(int=3)
ANN, BEN, CAI = UUID(int=11), UUID(int=12), UUID(int=13)
PEOPLE = People({COLUMBIA: frozenset({ANN, BEN}), DUKE: frozenset({CAI})}, frozenset({CENTRE}))


def entry(key: str, hour: float = 0, hours: float = 1, room: str = "A", **values: Any) -> AgendaEntry:
    given = {
        "kind": "panel",
        "title": Both(f"题{key}", f"Talk {key}"),
        "place": Both(f"{room}厅", f"Room {room}"),
        "place_id": ROOMS[room],
    }
    starts_at = START + dt.timedelta(hours=hour)
    ends_at = starts_at + dt.timedelta(hours=hours)
    return AgendaEntry(key=f"test:{key}", starts_at=starts_at, ends_at=ends_at, **given | values)


def agenda(*entries: AgendaEntry, people: People = PEOPLE) -> Agenda:
    return Agenda(entries, people)


AUDIENCES = st.fixed_dictionaries(
    {
        "for_everyone": st.booleans(),
        "delegations": st.frozensets(st.sampled_from([COLUMBIA, DUKE]), max_size=2),
        "members": st.frozensets(st.sampled_from([ANN, BEN, CAI]), max_size=2),
        "partners": st.frozensets(st.just(CENTRE), max_size=1),
        "is_frame": st.booleans(),
        "title": st.sampled_from([Both("甲", "One"), Both("乙", "Two"), Both(en="Two")]),
    }
)


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    keys = draw(st.lists(st.sampled_from("pqrstu"), unique=True, max_size=6))
    entries = [
        entry(
            key,
            draw(st.integers(0, 6)),
            draw(st.integers(1, 2)),
            draw(st.sampled_from("ABC")),
            **draw(AUDIENCES),
        )
        for key in keys
    ]
    delegations = {
        COLUMBIA: draw(st.frozensets(st.sampled_from([ANN, BEN]))),
        DUKE: draw(st.frozensets(st.just(CAI))),
    }
    return Agenda(tuple(entries), People(delegations, draw(st.frozensets(st.just(CENTRE)))))
