"""When a party cannot meet."""

from collections.abc import Iterable

from django.db import transaction

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.locking import locked_party, require_collecting, require_of, require_standing
from qiao.rooms.meetings.models import Absence, MeetingParty, TimeSlot


@transaction.atomic
def set_absences(party: MeetingParty, *, actor: User, slots: Iterable[TimeSlot]) -> None:
    """The slots in which it cannot meet; in all others it can."""
    require(actor, "meetings.speak_for_party", party)
    party = locked_party(party)
    require_standing(party)
    if not may(actor, "meetings.change_round", party.round):
        require_collecting(party.round)
    slots = list(slots)
    require_of(party.round, *slots)
    before = party.absences.count()
    write_absences(party, slots)
    record(actor, "meetings.party.availability_set", party, changes={"absent": [before, len(slots)]})


def write_absences(party: MeetingParty, slots: Iterable[TimeSlot]) -> None:
    party.absences.all().delete()
    Absence.objects.bulk_create(Absence(party=party, slot=slot) for slot in slots)
