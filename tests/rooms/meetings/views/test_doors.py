"""Who finds the way into the room."""

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.doors import delegation_door, exchange_door
from qiao.rooms.meetings.models import MeetingParty


def found(exchange: Exchange, reader: User) -> Exchange:
    """A fresh object: what a reader is at an exchange is kept on it."""
    return Exchange.objects.get(pk=exchange.pk)


@pytest.mark.parametrize(
    ("name", "doors"), [("fay", 2), ("opal", 1), ("una", 1), ("hui", 1), ("sam", 0), ("nan", 0)]
)
def test_exchange_opens_to_owners_and_to_who_meets(
    exchange: Exchange, parties: dict[str, MeetingParty], nan: User, opal: User, sam: User, hui: User,
    request: pytest.FixtureRequest, name: str, doors: int,
) -> None:  # fmt: skip
    reader = request.getfixturevalue(name)

    assert len(list(exchange_door(found(exchange, reader), reader))) == doors


@pytest.mark.parametrize(("name", "doors"), [("fay", 1), ("una", 1), ("hui", 0), ("sam", 0)])
def test_delegation_opens_to_itself_and_the_owners(
    parties: dict[str, MeetingParty],
    hui: User,
    sam: User,
    request: pytest.FixtureRequest,
    name: str,
    doors: int,
) -> None:
    delegation = parties["Columbia"].delegation
    assert delegation is not None

    assert len(list(delegation_door(delegation, request.getfixturevalue(name)))) == doors
