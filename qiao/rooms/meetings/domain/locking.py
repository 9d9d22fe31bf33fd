"""The round's row is the lock of everything in it."""

from qiao.rooms.meetings.enums import RoundState
from qiao.rooms.meetings.errors import NotOfTheRound, PartyGone, RoundNotOpen
from qiao.rooms.meetings.models import MeetingParty, MeetingRound


def locked_round(meeting_round: MeetingRound) -> MeetingRound:
    rows = MeetingRound.objects.select_for_update(of=("self",)).select_related("exchange")
    return rows.get(pk=meeting_round.pk)


def locked_party(party: MeetingParty) -> MeetingParty:
    meeting_round = locked_round(party.round)
    found = MeetingParty.objects.named().get(pk=party.pk)
    found.round = meeting_round
    return found


def require_collecting(meeting_round: MeetingRound) -> None:
    if meeting_round.state != RoundState.COLLECTING:
        raise RoundNotOpen


def require_of(meeting_round: MeetingRound, *rows: object) -> None:
    for row in rows:
        if row is not None and getattr(row, "round_id", None) != meeting_round.pk:
            raise NotOfTheRound(what=str(row))


def require_standing(*parties: MeetingParty) -> None:
    for party in parties:
        if not party.is_standing:
            raise PartyGone(who=str(party))
