"""Two organisers who decide at the same moment: one of them is told."""

from functools import partial

import pytest

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.happening import confirm_change, discard_change, propose_change, report_change
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound
from tests.rooms.exchanges.domain.test_race import at_once
from tests.rooms.meetings.domain.conftest import fresh
from tests.rooms.meetings.domain.test_agenda import stand

pytestmark = pytest.mark.django_db(transaction=True)
Parties = dict[str, MeetingParty]


def test_one_of_two_changes_is_confirmed(wished: MeetingRound, parties: Parties, fay: User) -> None:
    stand(wished, fay)
    changes = [
        propose_change(wished, actor=fay, values={"kind": HappeningKind.CANCELS, "party": parties[name]})
        for name in ("Duke", "ANU")
    ]

    done = at_once(*(partial(confirm_change, each, actor=fay) for each in changes))

    assert done == 1
    assert sorted(fresh(each).state for each in changes) == ["confirmed", "proposed"]
    assert wished.timetables.filter(state="accepted").count() == 1
    assert wished.parties.standing().count() == 5


def test_change_is_settled_once(wished: MeetingRound, parties: Parties, fay: User) -> None:
    stand(wished, fay)
    values = {"kind": HappeningKind.CANCELS, "party": parties["Duke"]}
    change = propose_change(wished, actor=fay, values=values)

    verbs = [confirm_change, discard_change] * 4
    done = at_once(*(partial(each, change, actor=fay) for each in verbs))

    assert done == 1
    told = Activity.objects.filter(
        action__in=[f"meetings.round.change_{each}" for each in ("confirmed", "discarded")]
    )
    assert told.count() == 1


def test_party_that_taps_twice_reports_once(
    wished: MeetingRound, parties: Parties, una: User, fay: User
) -> None:
    stand(wished, fay)
    report = partial(report_change, parties["Columbia"], actor=una, kind=HappeningKind.CANCELS)

    assert at_once(*[report] * 5) == 1
    assert Happening.objects.count() == 1
