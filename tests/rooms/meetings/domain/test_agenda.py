import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.meetings.domain.agenda import entries, released
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.domain.planning import ask_for_plan, solve_timetable
from qiao.rooms.meetings.domain.reading import read_round
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Timetable
from qiao.rooms.programme.agenda import AgendaEntry, Both, Source, agenda, agenda_sources
from qiao.rooms.programme.models import Place, TransferTime
from tests.rooms.meetings.domain.conftest import fresh, partner, seated, wish

Parties = dict[str, MeetingParty]


def stand(meeting_round: MeetingRound, actor: User, seed: int = 0) -> Timetable:
    timetable = ask_for_plan(meeting_round, actor=actor, seconds=60, seed=seed)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))
    return accept_timetable(fresh(timetable), actor=actor)


@pytest.fixture
def elsewhere(exchange: Exchange) -> Iterator[list[AgendaEntry]]:
    """What another room puts into the agenda."""
    found: list[AgendaEntry] = []
    agenda_sources.register("trial", Source(lambda _exchange: found))
    yield found
    agenda_sources._entries.pop("trial")


def during(hour: int, minute: int, minutes: int = 20, **values: Any) -> AgendaEntry:
    start = dt.datetime(2099, 5, 10, hour - 8, minute, tzinfo=dt.UTC)
    return AgendaEntry(
        "trial:1", "visit", start, start + dt.timedelta(minutes=minutes), Both("", "Visit"), **values
    )


def free(meeting_round: MeetingRound, party: MeetingParty) -> list[bool]:
    event = read_round(meeting_round).event
    return [event.is_free(str(party.pk), slot) for slot in event.slots]


def test_nothing_stands_before_a_timetable_is_accepted(wished: MeetingRound, fay: User) -> None:
    timetable = ask_for_plan(wished, actor=fay, seconds=60)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))

    assert list(entries(wished.exchange)) == []


def test_accepted_meeting_tells_both_sides_in_both_languages(
    wished: MeetingRound, parties: Parties, fay: User
) -> None:
    timetable = stand(wished, fay)
    meeting = timetable.meetings.get(guest=parties["Columbia"], host=parties["Innovation"])

    (entry,) = (each for each in entries(wished.exchange) if each.key == meeting.key)

    assert entry.title == Both(
        "洽谈：哥伦比亚大学 – Innovation Centre", "Meeting: Columbia University – Innovation Centre"
    )
    assert entry.delegations == {parties["Columbia"].delegation_id}
    assert entry.partners == {parties["Innovation"].partner_id}
    assert (entry.starts_at, entry.ends_at) == (meeting.slot.starts_at, meeting.slot.ends_at)
    assert entry.notes[1].en == f"At table {meeting.table.number}"


def test_key_stays_when_meetings_move(wished: MeetingRound, fay: User) -> None:
    stand(wished, fay)
    before = {each.key for each in entries(wished.exchange)}
    released(wished.exchange, 1)

    stand(wished, fay, seed=3)

    assert {each.key for each in entries(wished.exchange)} == before


def test_agenda_asks_the_same_number_of_queries(
    wished: MeetingRound, fay: User, django_assert_num_queries: object
) -> None:
    timetable = stand(wished, fay)

    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(list(entries(wished.exchange))) == 5
    timetable.meetings.all()[0].delete()
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(list(entries(wished.exchange))) == 4


def test_own_meetings_make_nobody_busy(wished: MeetingRound, parties: Parties, fay: User) -> None:
    stand(wished, fay)

    assert len(agenda(wished.exchange)) == 5
    assert free(wished, parties["Columbia"]) == [True] * 4


def test_meetings_of_another_round_make_busy(
    wished: MeetingRound, parties: Parties, exchange: Exchange, fay: User
) -> None:
    timetable = stand(wished, fay)
    other = MeetingRound.objects.create(exchange=exchange, name_en="Second")
    other.slots.bulk_create(
        type(each)(round=other, starts_at=each.starts_at, ends_at=each.ends_at) for each in wished.slots.all()
    )
    party = MeetingParty.objects.create(round=other, delegation=parties["ANU"].delegation)
    held = timetable.meetings.get(guest=parties["ANU"]).slot

    busy = [slot != held.starts_at for slot in wished.slots.values_list("starts_at", flat=True)]

    assert free(other, party) == busy


def test_delegation_is_busy_while_it_is_elsewhere(
    wished: MeetingRound, parties: Parties, elsewhere: list[AgendaEntry]
) -> None:
    elsewhere.append(during(9, 10, delegations=frozenset({parties["Duke"].delegation_id})))

    assert free(wished, parties["Duke"]) == [False, False, True, True]
    assert free(wished, parties["ANU"]) == [True] * 4


def test_delegation_is_busy_while_one_of_it_is(
    wished: MeetingRound, parties: Parties, elsewhere: list[AgendaEntry]
) -> None:
    delegation = Delegation.objects.get(meeting_parties=parties["Duke"])
    member = DelegationMember.objects.create(delegation=delegation, seat=1, name_en="Wen")
    elsewhere.append(during(9, 0, members=frozenset({member.pk})))

    assert free(wished, parties["Duke"]) == [False, True, True, True]


def test_everyone_is_busy_during_a_session_but_not_during_a_frame(
    wished: MeetingRound, parties: Parties, elsewhere: list[AgendaEntry]
) -> None:
    elsewhere.append(during(9, 0, for_everyone=True))
    elsewhere.append(during(9, 0, 80, for_everyone=True, is_frame=True))

    assert free(wished, parties["Battery"]) == [False, True, True, True]


def test_way_to_the_tables_takes_time(
    wished: MeetingRound, parties: Parties, exchange: Exchange, elsewhere: list[AgendaEntry]
) -> None:
    hall, lab = sorted(
        (Place.objects.create(exchange=exchange, name_en=name) for name in ("Hall", "Lab")),
        key=lambda each: each.pk,
    )
    TransferTime.objects.create(exchange=exchange, one=hall, other=lab, minutes=15)
    wished.tables.update(place=hall)
    elsewhere.append(during(9, 0, place_id=lab.pk, partners=frozenset({parties["Lidar"].partner_id})))

    assert free(wished, parties["Lidar"]) == [False, False, True, True]


def test_reading_a_round_asks_the_same_number_of_queries(
    wished: MeetingRound, parties: Parties, organiser: Partner, fay: User
) -> None:
    few = queries_of(lambda: read_round(wished))
    for number in range(8):
        seated(organiser, f"University {number}")
        partner(wished.exchange, f"Company {number}", PartnerRole.HOST)
    add_everyone(wished, actor=fay)
    more = {str(each): each for each in wished.parties.named()}
    for number in range(8):
        wish(more, fay, f"University {number}", *(f"Company {other}" for other in range(5)))

    assert queries_of(lambda: read_round(wished)) == few


def queries_of(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
