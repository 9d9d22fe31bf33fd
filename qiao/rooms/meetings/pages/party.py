"""What a party sees of a round: what it has to do, its meetings, and which wishes were not granted."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.access import may
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import HappeningKind, RoundState, TimetableState
from qiao.rooms.meetings.models import (
    Encounter,
    Happening,
    Meeting,
    MeetingParty,
    MeetingRound,
    RefusedWish,
    Timetable,
)
from qiao.rooms.meetings.pages.happening import tell_change
from qiao.rooms.meetings.pages.words import Words


def page_context(party: MeetingParty, reader: Any) -> dict[str, Any]:
    found = party.round
    owns = may(reader, "meetings.change_round", found)
    speaks = may(reader, "meetings.speak_for_party", party)
    timetable = shown_timetable(party, reader)
    meetings = list(meetings_of(party, timetable))
    return {
        "exchange": found.exchange,
        "round": found,
        "party": party,
        "owns": owns,
        "sees_plan": owns or may(reader, "meetings.view_plan", found),
        "speaks": speaks and (owns or found.state == RoundState.COLLECTING) and party.is_standing,
        "wishes": _named(party.wishes.filter(wanted__left_at=None), "wanted"),
        "unanswered": party.wished_by.filter(answer="", asker__left_at=None).count(),
        "asked_by": party.wished_by.filter(asker__left_at=None).count(),
        "absent": party.absences.count(),
        "timetable": timetable,
        "meetings": [(each, each.other(party)) for each in meetings],
        "also_met": also_met(party, meetings),
        "may_add_walk_in": party.is_standing and may(reader, "meetings.add_walk_in", party),
        "refused": refused_of(party, timetable),
        "reports": _reports_of(party) if speaks else [],
        "may_report": speaks and party.is_standing and found.status.has_plan,
    }


def known_parties(meeting_round: MeetingRound, reader: Any) -> QuerySet[MeetingParty]:
    """All for organisers; for others their own, and the other side where they choose whom to meet."""
    rows = meeting_round.parties.standing().named()
    if may(reader, "meetings.view_plan", meeting_round):
        return rows
    own = list(meeting_round.parties.of(reader).named())
    known = Q(pk__in=[each.pk for each in own])
    for each in own:
        if may(reader, "meetings.speak_for_party", each):
            known |= Q(delegation=None) if each.delegation_id else Q(partner=None)
    return rows.filter(known)


def _reports_of(party: MeetingParty) -> list[tuple[Happening, str]]:
    """Live changes that are not settled, and what they are about."""
    rows = party.round.happenings.open().told().filter(Q(party=party) | Q(other=party))
    return [(each, tell_change(each)) for each in rows if HappeningKind(each.kind).is_said_by_parties]


def shown_timetable(party: MeetingParty, reader: Any) -> Timetable | None:
    """Owners see one that is accepted, everybody else only what is released."""
    if may(reader, "meetings.view_plan", party.round):
        return standing_timetable(party.round)
    return party.round.timetables.light().filter(state=TimetableState.RELEASED).first()


def meetings_of(party: MeetingParty, timetable: Timetable | None) -> QuerySet[Meeting]:
    if timetable is None:
        return Meeting.objects.none()
    return timetable.meetings.on().filter(Q(guest=party) | Q(host=party)).told()


def also_met(party: MeetingParty, meetings: list[Meeting]) -> list[tuple[Encounter, MeetingParty]]:
    """Those that are known without being in the timetable: walk-ins, and what was said before a change."""
    mine = {"guest": party} if party.delegation_id else {"host": party}
    planned = [each.encounter_id for each in meetings]
    rows = Encounter.objects.out().filter(**mine).exclude(pk__in=planned).named()
    return [(each, each.host if party.delegation_id else each.guest) for each in rows]


def refused_of(party: MeetingParty, timetable: Timetable | None) -> list[tuple[RefusedWish, str]]:
    if timetable is None:
        return []
    rows = _named(timetable.refused_wishes.filter(asker=party), "wanted")
    words = Words(party.round) if rows else None
    return [(each, words.why(each)) for each in rows] if words else []


def _named(rows: Any, party: str) -> Any:
    return rows.select_related(f"{party}__delegation__organisation", f"{party}__partner__organisation")
