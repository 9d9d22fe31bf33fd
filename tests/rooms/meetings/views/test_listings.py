"""The lists of a round: found, filtered, sorted, with as many queries for many rows as for one."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.listings import PartyList, WishList, parties_of, wishes_in
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from tests.rooms.meetings.domain.conftest import partner, wish

Parties = dict[str, MeetingParty]


def asked(**query: Any) -> HttpRequest:
    return RequestFactory().get("/", query)


def told(meeting_round: MeetingRound, **query: Any) -> list[str]:
    return [str(row) for row in WishList(asked(**query), wishes_in(meeting_round)).items]


def test_wishes_are_filtered_and_sorted(wished: MeetingRound, parties: Parties, fay: User) -> None:
    wish(parties, fay, "ANU", "Lidar", themes=["research"])
    for each in parties.values():
        index(each.organisation, [str(each)])

    assert told(wished, theme="research") == ["ANU – Lidar"]
    assert told(wished, side="host") == ["Innovation Centre – Columbia University"]
    assert told(wished, answer="accept") == []
    assert len(told(wished, answer="none")) == 6
    assert told(wished, sort="asker")[0] == "ANU – Lidar"
    assert told(wished, q="Duke") == ["Duke – Innovation Centre", "Duke – Lidar"]


@pytest.mark.parametrize("more", [3, 20])
def test_lists_ask_as_often_for_many_rows(
    wished: MeetingRound, organiser: Partner, fay: User, more: int
) -> None:
    before = [queries(wished, PartyList, parties_of), queries(wished, WishList, wishes_in)]
    for number in range(more):
        partner(organiser.exchange, f"Host {number}", PartnerRole.HOST)
    add_everyone(wished, actor=fay)
    found = {str(each): each for each in wished.parties.named()}
    wish(found, fay, "ANU", *(f"Host {number}" for number in range(more)))

    after = [queries(wished, PartyList, parties_of), queries(wished, WishList, wishes_in)]

    assert after == before


def queries(meeting_round: MeetingRound, listing: Any, rows: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        list(listing(asked(), rows(meeting_round)).rows)
    return len(seen)
