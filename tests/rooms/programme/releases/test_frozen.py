"""What a release keeps is what it was given."""

import datetime as dt
import json
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.releases.frozen import (
    People,
    digest,
    freeze,
    freeze_people,
    thaw,
    thaw_people,
)

pytestmark = pytest.mark.once

TEXTS = st.text(max_size=8)
BOTH = st.builds(Both, TEXTS, TEXTS)
IDS = st.frozensets(st.uuids(), max_size=3)
MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
ENTRIES = st.builds(
    AgendaEntry,
    key=st.text(min_size=1, max_size=8),
    kind=TEXTS,
    starts_at=MOMENTS,
    ends_at=MOMENTS,
    title=BOTH,
    place=BOTH,
    place_id=st.none() | st.uuids(),
    notes=st.lists(BOTH, max_size=2).map(tuple),
    for_everyone=st.booleans(),
    delegations=IDS,
    members=IDS,
    partners=IDS,
    is_frame=st.booleans(),
    is_public=st.booleans(),
    capacity=st.none() | st.integers(0, 500),
    details=st.dictionaries(TEXTS, st.integers() | TEXTS | st.booleans() | st.none(), max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(ENTRIES)
def test_entry_comes_back_from_json_as_it_was(entry: AgendaEntry) -> None:
    stored = json.loads(json.dumps(freeze(entry)))

    assert thaw(stored) == entry


def test_people_come_back_from_json_as_they_were() -> None:
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    people = People({one: frozenset({two, three})}, frozenset({three}))

    assert thaw_people(json.loads(json.dumps(freeze_people(people)))) == people
    assert people.delegation_of() == {two: one, three: one}


def test_digest_tells_two_agendas_apart_and_no_order_of_ids() -> None:
    start = dt.datetime(2099, 5, 10, 1, tzinfo=dt.UTC)
    one, two = UUID(int=1), UUID(int=2)
    entry = AgendaEntry("a:1", "panel", start, start, Both(en="Talk"), members=frozenset([one, two]))
    same = AgendaEntry("a:1", "panel", start, start, Both(en="Talk"), members=frozenset([two, one]))
    other = AgendaEntry("a:1", "panel", start, start, Both(en="Talk"), members=frozenset([one]))

    assert digest([entry], People()) == digest([same], People())
    assert digest([entry], People()) != digest([other], People())
    assert digest([entry], People()) != digest([entry], People({one: frozenset()}))
