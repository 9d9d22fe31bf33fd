"""What one side writes about a meeting. Whoever belongs to that side may change it; `version` is what the
writer has seen, so that the second of two is shown the change of the first."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.meetings.domain.encounter import locked_encounter
from qiao.rooms.meetings.errors import NoteChanged, NotOfThePair
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty
from qiao.rooms.meetings.models.pair import pair_id

PERSONAL = {"text": None}


@transaction.atomic
def write_note(
    encounter: Encounter, party: MeetingParty, *, actor: User, text: str, is_shared: bool = True
) -> MeetingNote:
    """For one of the two; a note that is not shared is read by its own side alone."""
    require(actor, "meetings.view_meeting", encounter)
    require(actor, "meetings.write_note", party)
    encounter = locked_encounter(encounter)
    require_of_the_two(encounter, party)
    note = MeetingNote(
        guest=encounter.guest, host=encounter.host, party=party, text=text, is_shared=is_shared, author=actor
    )
    note.full_clean()
    note.save(force_insert=True)
    _record(actor, "note_written", encounter)
    return note


@transaction.atomic
def change_note(note: MeetingNote, *, actor: User, text: str, is_shared: bool, version: int) -> MeetingNote:
    """
    Raises
    ------
    NoteChanged : somebody changed it since `version`; nothing is stored.
    """
    require(actor, "meetings.change_note", note)
    note = _locked(note)
    if note.version != version:
        raise NoteChanged
    if apply(note, {"text": text, "is_shared": is_shared}):
        note.version += 1
        note.save(update_fields=["version", "updated_at"])
        _record(actor, "note_changed", encounter_of(note))
    return note


@transaction.atomic
def remove_note(note: MeetingNote, *, actor: User) -> None:
    require(actor, "meetings.change_note", note)
    note = _locked(note)
    _record(actor, "note_removed", encounter_of(note))
    note.delete()


def encounter_of(row: Any) -> Encounter:
    """Of a note or a step."""
    return Encounter.objects.get(pk=pair_id(row.guest_id, row.host_id))


def require_of_the_two(encounter: Encounter, party: MeetingParty | None) -> None:
    if party is not None and party.pk not in (encounter.guest_id, encounter.host_id):
        raise NotOfThePair


def _locked(note: MeetingNote) -> MeetingNote:
    return MeetingNote.objects.select_for_update(of=("self",)).select_related("party").get(pk=note.pk)


def _record(actor: User, verb: str, encounter: Encounter) -> None:
    """Without a word of it: the log has other readers."""
    record(actor, f"meetings.encounter.{verb}", encounter, changes=dict(PERSONAL))
