"""The page of two that meet: when and where, what was said of it, notes, next steps, who asked for what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.rooms.directory.domain.visibility import visible_contacts
from qiao.rooms.directory.models import Contact
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.meetings.domain.encounter import planned_meeting
from qiao.rooms.meetings.enums import STANDING, Mark, Side, TimetableState
from qiao.rooms.meetings.forms.encounter import NewNoteForm, StepForm
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty, MeetingWish
from qiao.rooms.meetings.rules import belongs_to_the_party

WE, THEY, ORGANISERS = _("We did not come"), _("They did not come"), _("the organisers")


@dataclass(frozen=True, slots=True)
class Present:
    """Who comes for a party and how it is reached, as far as the reader may know."""

    party: MeetingParty
    people: list[DelegationMember]
    contacts: list[Contact]


def page_context(encounter: Encounter, reader: Any, forms: dict[str, Any] | None = None) -> dict[str, Any]:
    found = encounter.guest.round
    own = own_parties(encounter, reader)
    sees_plan = may(reader, "meetings.view_plan", found)
    states = (TimetableState.RELEASED, *STANDING) if sees_plan else (TimetableState.RELEASED,)
    return {
        "exchange": found.exchange,
        "round": found,
        "encounter": encounter,
        "own": own,
        "sees_plan": sees_plan,
        "meeting": planned_meeting(encounter, *states),
        "may_mark": may(reader, "meetings.mark_meeting", encounter),
        "marks": _marks(encounter, own),
        "said_by": _said_by(encounter),
        "notes": [(each, each.party in own) for each in notes_for(encounter, own)],
        "steps": list(
            encounter.steps.select_related("owner__delegation__organisation", "owner__partner__organisation")
        ),
        "may_agree": may(reader, "meetings.agree_step", encounter),
        "wishes": _wishes(encounter),
        "present": [_present(each, reader, encounter) for each in encounter.parties],
        "note_form": NewNoteForm(own=own, auto_id="id_note_%s") if own else None,
        "step_form": StepForm(pair=encounter, auto_id="id_step_%s"),
    } | (forms or {})


def own_parties(encounter: Encounter, reader: Any) -> list[MeetingParty]:
    return [each for each in encounter.parties if belongs_to_the_party(reader, each)]


def notes_for(encounter: Encounter, own: Iterable[MeetingParty]) -> QuerySet[MeetingNote]:
    """A private note is for its own side alone."""
    seen = Q(is_shared=True) | Q(party__in=list(own))
    named = ("party__delegation__organisation", "party__partner__organisation", "author")
    return encounter.notes.filter(seen).select_related(*named)


def _marks(encounter: Encounter, own: list[MeetingParty]) -> list[tuple[str, Any]]:
    """What can be said: to one of the two in its own words."""
    if encounter.is_walk_in:
        return []
    told = dict(Mark.choices)
    if len(own) == 1:
        ours = Mark.GUEST_MISSED if own[0].side == Side.DELEGATION else Mark.HOST_MISSED
        theirs = Mark.HOST_MISSED if ours == Mark.GUEST_MISSED else Mark.GUEST_MISSED
        told |= {ours.value: WE, theirs.value: THEY}
    return [(value, label) for value, label in told.items() if value != encounter.mark]


def _said_by(encounter: Encounter) -> str:
    """For which side; an address is not for the other one to read."""
    if encounter.marked_by is None:
        return ""
    sides = [str(each) for each in own_parties(encounter, encounter.marked_by)]
    return sides[0] if sides else str(ORGANISERS)


def _wishes(encounter: Encounter) -> list[MeetingWish]:
    pair = (encounter.guest_id, encounter.host_id)
    rows = MeetingWish.objects.filter(asker__in=pair, wanted__in=pair)
    return list(rows.select_related("asker__delegation__organisation", "asker__partner__organisation"))


def _present(party: MeetingParty, reader: Any, encounter: Encounter) -> Present:
    """Of a walk-in that one side alone has recorded the other side's people are not told."""
    is_told = not encounter.is_walk_in or may(reader, "meetings.view_plan", party.round)
    is_told = is_told or belongs_to_the_party(reader, party)
    people = list(party.delegation.members.active()) if party.delegation and is_told else []
    return Present(party, people, visible_contacts(party.organisation, reader))
