"""Notes on a meeting: each side its own."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.kit.activity.models import Activity
from qiao.kit.classification import DataSubject, classified
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.note import change_note, remove_note, write_note
from qiao.rooms.meetings.errors import NoteChanged, NotOfThePair
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty
from qiao.rooms.meetings.pages.encounter import notes_for, own_parties
from tests.rooms.meetings.domain.conftest import fresh

Parties = dict[str, MeetingParty]


@pytest.fixture
def note(encounter: Encounter, parties: Parties, una: User) -> MeetingNote:
    return write_note(encounter, parties["Columbia"], actor=una, text="Two doctoral places", is_shared=False)


def test_a_side_writes_changes_and_deletes(note: MeetingNote, una: User) -> None:
    changed = change_note(note, actor=una, text="Three places", is_shared=True, version=1)

    assert (changed.text, changed.is_shared, changed.version, changed.author) == (
        "Three places",
        True,
        2,
        una,
    )
    remove_note(changed, actor=una)
    assert not MeetingNote.objects.exists()


def test_private_note_is_read_by_its_own_side_alone(
    encounter: Encounter, note: MeetingNote, parties: Parties, una: User, hui: User, fay: User, opal: User
) -> None:
    shared = write_note(encounter, parties["Innovation"], actor=hui, text="Gladly again")

    def read_by(reader: User) -> list[MeetingNote]:
        return list(notes_for(encounter, own_parties(encounter, reader)))

    assert read_by(una) == [note, shared]
    assert [read_by(each) for each in (hui, fay, opal)] == [[shared]] * 3


@pytest.mark.parametrize("who", ["hui", "fay", "nan", "sam", "opal"])
def test_note_of_a_side_is_nobody_elses(note: MeetingNote, request: pytest.FixtureRequest, who: str) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(NotPermitted):
        change_note(note, actor=actor, text="Mine", is_shared=True, version=1)
    with pytest.raises(NotPermitted):
        remove_note(note, actor=actor)

    assert fresh(note).text == "Two doctoral places"


@pytest.mark.parametrize("who", ["fay", "nan", "sam", "opal"])
def test_only_the_two_write(
    encounter: Encounter, parties: Parties, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(NotPermitted):
        write_note(encounter, parties["Columbia"], actor=request.getfixturevalue(who), text="Mine")


def test_note_for_a_third_party_is_refused(
    encounter: Encounter, parties: Parties, una: User, organiser: object
) -> None:
    duke = parties["Duke"]
    assert duke.delegation is not None
    duke.delegation.head = una
    duke.delegation.save()

    with pytest.raises(NotOfThePair):
        write_note(encounter, duke, actor=una, text="Elsewhere")


def test_empty_note_is_refused(encounter: Encounter, parties: Parties, una: User) -> None:
    with pytest.raises(ValidationError):
        write_note(encounter, parties["Columbia"], actor=una, text="")

    assert not MeetingNote.objects.exists()


def test_log_tells_no_word_of_it(note: MeetingNote, una: User) -> None:
    change_note(note, actor=una, text="Three places", is_shared=False, version=1)

    told = [row.changes for row in Activity.objects.filter(action__startswith="meetings.encounter.note")]
    assert told == [{"text": None}, {"text": None}]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["one", "two", "three"])), max_size=6))
def test_nobody_overwrites_what_he_has_not_seen(
    note: MeetingNote, una: User, edits: list[tuple[int, str]]
) -> None:
    MeetingNote.objects.filter(pk=note.pk).update(text="start", version=1)
    text, version = "start", 1
    for seen_version, wanted in edits:
        if seen_version == version:
            change_note(fresh(note), actor=una, text=wanted, is_shared=False, version=seen_version)
            text, version = wanted, version + (wanted != text)
        else:
            with pytest.raises(NoteChanged):
                change_note(fresh(note), actor=una, text=wanted, is_shared=False, version=seen_version)
        found: MeetingNote = fresh(note)
        assert (found.text, found.version) == (text, version)


def test_author_is_found_and_forgotten(note: MeetingNote, una: User, hui: User) -> None:
    entry = classified.get("meetings.meetingnote")
    assert entry.find is not None
    assert entry.erase is not None

    assert not entry.find(DataSubject(user_id=hui.pk)).exists()
    rows = entry.find(DataSubject(user_id=una.pk))
    assert [each.text for each in rows] == ["Two doctoral places"]
    assert entry.erase(rows) == 1

    found: MeetingNote = fresh(note)
    assert (found.text, found.author) == ("–", None)
