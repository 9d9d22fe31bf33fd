"""What else parties do: whatever the agenda of the exchange gives them makes them unavailable here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from qiao.rooms.meetings.workbook.event import Period
from qiao.rooms.programme.agenda import AgendaEntry, agenda
from qiao.rooms.programme.models import TransferTime


def busy_periods(meeting_round: MeetingRound, parties: Iterable[MeetingParty]) -> list[Period]:
    """With the way to the tables before and after. A delegation of which one is busy is busy."""
    parties = list(parties)
    entries = [each for each in agenda(meeting_round.exchange) if _is_elsewhere(each, meeting_round)]
    if not entries:
        return []
    ways = _ways(meeting_round)
    member_of = _delegations(entries)
    return [_period(party, entry, ways) for entry in entries for party in _held(entry, parties, member_of)]


def _is_elsewhere(entry: AgendaEntry, meeting_round: MeetingRound) -> bool:
    return not entry.is_frame and entry.details.get("round") != str(meeting_round.pk)


def _held(
    entry: AgendaEntry, parties: list[MeetingParty], member_of: dict[UUID, UUID]
) -> Iterator[MeetingParty]:
    delegations = entry.delegations | {member_of[each] for each in entry.members if each in member_of}
    for party in parties:
        if entry.for_everyone or party.delegation_id in delegations or party.partner_id in entry.partners:
            yield party


def _period(party: MeetingParty, entry: AgendaEntry, ways: dict[UUID, int]) -> Period:
    way = dt.timedelta(minutes=ways.get(entry.place_id, 0) if entry.place_id else 0)
    return Period(str(party.pk), entry.starts_at - way, entry.ends_at + way, is_free=False)


def _delegations(entries: Iterable[AgendaEntry]) -> dict[UUID, UUID]:
    members = {each for entry in entries for each in entry.members}
    rows = DelegationMember.objects.filter(state__in=ACTIVE_MEMBERS, pk__in=members) if members else []
    return {row.pk: row.delegation_id for row in rows}


def _ways(meeting_round: MeetingRound) -> dict[UUID, int]:
    """The longest way from each place to a table of the round, in minutes."""
    tables = set(meeting_round.tables.exclude(place=None).values_list("place", flat=True))
    ways: dict[UUID, int] = defaultdict(int)
    for time in TransferTime.objects.filter(exchange=meeting_round.exchange_id) if tables else []:
        for place, other in ((time.one_id, time.other_id), (time.other_id, time.one_id)):
            if other in tables:
                ways[place] = max(ways[place], time.minutes)
    return ways
