from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from qiao.kit.access import may
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.standing import standing_at
from qiao.rooms.meetings.domain.party import wishes_of
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import RoundState
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from qiao.rooms.meetings.pages.steps import next_step
from qiao.rooms.meetings.pages.worth import worth_of


def list_context(exchange: Exchange, reader: Any) -> dict[str, Any]:
    """Owners see every round, others those in which they meet."""
    standing = standing_at(exchange, reader)
    own = list(MeetingParty.objects.of(reader).filter(round__exchange=exchange).named().order_by("id"))
    there = Count("parties", filter=Q(parties__left_at=None))
    rounds = rounds_for(exchange, reader, own).annotate(parties_there=there)
    return {
        "exchange": exchange,
        "rounds": [(each, _of_round(each, own)) for each in rounds],
        "may_create": standing.owns,
    }


def rounds_for(exchange: Exchange, reader: Any, own: Iterable[MeetingParty]) -> QuerySet[MeetingRound]:
    standing = standing_at(exchange, reader)
    rounds = MeetingRound.objects.filter(exchange=exchange)
    if standing.owns or standing.is_operator:
        return rounds
    return rounds.filter(pk__in={each.round_id for each in own})


def page_context(meeting_round: MeetingRound, reader: Any) -> dict[str, Any]:
    sees_plan = may(reader, "meetings.view_plan", meeting_round)
    own = meeting_round.parties.of(reader).named()
    context = {"exchange": meeting_round.exchange, "round": meeting_round, "own": own, "sees_plan": sees_plan}
    return context | _for_organisers(meeting_round, reader) if sees_plan else context


def _of_round(meeting_round: MeetingRound, parties: list[MeetingParty]) -> list[MeetingParty]:
    return [each for each in parties if each.round_id == meeting_round.pk]


def _for_organisers(meeting_round: MeetingRound, reader: Any) -> dict[str, Any]:
    changes = may(reader, "meetings.change_round", meeting_round)
    standing = standing_timetable(meeting_round)
    wishes = wishes_of(meeting_round).order_by()
    return {
        "may_change": changes,
        "may_close": changes and meeting_round.state == RoundState.COLLECTING,
        "may_open": changes and meeting_round.state in (RoundState.CLOSED, RoundState.PLANNED),
        "next_step": next_step(meeting_round) if changes else None,
        "standing": standing,
        "open_changes": meeting_round.happenings.open().count(),
        "worth": worth_of(standing) if standing else None,
        "counts": {
            "slots": meeting_round.slots.count(),
            "tables": meeting_round.tables.count(),
            "parties": meeting_round.parties.standing().count(),
            "wishes": wishes.count(),
            "unanswered": wishes.filter(answer="").count(),
        },
    }
