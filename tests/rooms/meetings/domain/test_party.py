import pytest
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.meetings.domain.party import add_everyone, add_party, change_party, remove_party
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.errors import DelegationNotSeated, NotOfTheRound
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish
from tests.rooms.meetings.domain.conftest import seated

Parties = dict[str, MeetingParty]


def test_everyone_with_seats_and_every_host_comes_in(parties: Parties) -> None:
    sides = {name: party.side for name, party in parties.items()}

    assert sides == {
        **dict.fromkeys(("Columbia", "Duke", "ANU"), Side.DELEGATION),
        **dict.fromkeys(("Innovation", "Battery", "Lidar"), Side.HOST),
    }


def test_everyone_comes_in_once(meeting_round: MeetingRound, parties: Parties, fay: User) -> None:
    assert add_everyone(meeting_round, actor=fay) == []


def test_delegation_without_seats_stays_out(
    meeting_round: MeetingRound, organiser: Partner, fay: User
) -> None:
    invited = seated(organiser, "Oxford")
    Delegation.objects.update(state=DelegationState.INVITED, seats_held=0)
    invited.refresh_from_db()

    with pytest.raises(DelegationNotSeated):
        add_party(meeting_round, invited, actor=fay)


def test_table_of_another_round_is_refused(
    meeting_round: MeetingRound, exchange: Exchange, parties: Parties, fay: User
) -> None:
    other = MeetingRound.objects.create(exchange=exchange, name_en="Other")
    table = other.tables.create(number=1)

    with pytest.raises(NotOfTheRound):
        change_party(parties["Battery"], actor=fay, values={"table": table})


def test_two_hosts_share_no_table_of_their_own(
    meeting_round: MeetingRound, parties: Parties, fay: User
) -> None:
    table = meeting_round.tables.all()[0]
    change_party(parties["Battery"], actor=fay, values={"table": table})

    with pytest.raises(ValidationError):
        change_party(parties["Lidar"], actor=fay, values={"table": table})


def test_party_leaves_with_its_wishes(wished: MeetingRound, parties: Parties, fay: User) -> None:
    remove_party(parties["Lidar"], actor=fay)

    assert not MeetingWish.objects.filter(wanted=parties["Lidar"].pk).exists()
    assert wished.parties.count() == 5


@pytest.mark.parametrize("who", ["una", "hui", "sam"])
def test_parties_are_the_owners_matter(
    meeting_round: MeetingRound, host: Partner, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        add_party(meeting_round, host, actor=request.getfixturevalue(who))
