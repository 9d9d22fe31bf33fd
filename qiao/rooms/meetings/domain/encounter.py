"""Whether the two met: said afterwards by either side or an organiser. The encounter's row is the lock."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.moments import moment_of
from qiao.rooms.meetings.domain.fixing import pair_of
from qiao.rooms.meetings.domain.locking import locked_party
from qiao.rooms.meetings.enums import Mark, TimetableState
from qiao.rooms.meetings.errors import MetAlready, NotBegun
from qiao.rooms.meetings.models import Encounter, Meeting, MeetingParty, Timetable
from qiao.rooms.meetings.models.pair import pair_id


@transaction.atomic
def mark_meeting(encounter: Encounter, *, actor: User, mark: Mark | None) -> Encounter:
    """In the place of what was said before; None takes it back.

    Raises
    ------
    NotBegun : it is still to come; only that it is cancelled can be said before.
    """
    require(actor, "meetings.mark_meeting", encounter)
    found = locked_encounter(encounter)
    if mark not in (None, Mark.CANCELLED):
        _require_begun(found)
    before = found.mark
    write_mark(found, mark, actor)
    if before != found.mark:
        record(actor, "meetings.encounter.marked", found, changes={"mark": [before, found.mark]})
    return found


def write_mark(encounter: Encounter, mark: Mark | None, actor: User) -> None:
    """The caller holds the lock."""
    encounter.mark = mark.value if mark else ""
    encounter.marked_at = timezone.now() if mark else None
    encounter.marked_by = actor if mark else None
    encounter.is_walk_in = encounter.is_walk_in and mark is not None
    encounter.full_clean()
    encounter.save()


@transaction.atomic
def add_walk_in(
    party: MeetingParty, other: MeetingParty, *, actor: User, themes: Sequence[str] = ()
) -> Encounter:
    """That the party met another one without a plan.

    Raises
    ------
    MetAlready : the two have a meeting, on whose page the rest is said.
    """
    require(actor, "meetings.add_walk_in", party)
    party = locked_party(party)
    guest, host = pair_of(party.round, party, other)
    key = pair_id(guest.pk, host.pk)
    if Encounter.objects.out().filter(pk=key).exists():
        raise MetAlready(who=f"{guest} – {host}")
    found = Encounter.objects.filter(pk=key).first() or Encounter(pk=key, guest=guest, host=host)
    found.is_walk_in, found.themes = True, list(themes)
    write_mark(found, Mark.HELD, actor)
    record(actor, "meetings.encounter.walked_in", found)
    return found


def write_encounters(timetable: Timetable) -> None:
    """One for each meeting; what was said of it before stays. The caller holds the lock of the round."""
    rows = [
        Encounter(
            pk=pair_id(each.guest_id, each.host_id),
            guest_id=each.guest_id,
            host_id=each.host_id,
            themes=each.themes,
        )
        for each in timetable.meetings.on()
    ]
    Encounter.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["themes", "updated_at"]
    )


def locked_encounter(encounter: Encounter) -> Encounter:
    rows = Encounter.objects.select_for_update(of=("self",)).named()
    return rows.select_related("guest__round__exchange").get(pk=encounter.pk)


def planned_meeting(encounter: Encounter, *states: TimetableState) -> Meeting | None:
    """In the first of these states in which a timetable holds it."""
    rows = Meeting.objects.on().filter(guest=encounter.guest_id, host=encounter.host_id)
    rows = rows.filter(timetable__state__in=states).select_related("timetable", "slot", "table__place")
    found = {each.timetable.state: each for each in rows}
    return next((found[state] for state in states if state in found), None)


def _require_begun(encounter: Encounter) -> None:
    meeting = planned_meeting(encounter, TimetableState.RELEASED)
    if meeting is not None and meeting.slot.starts_at > timezone.now():
        moment = moment_of(meeting.slot.starts_at, encounter.guest.round.exchange, None)
        raise NotBegun(when=f"{moment.there} ({moment.zone})")
