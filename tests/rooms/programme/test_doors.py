"""The ways from an exchange into its programme: who is shown which."""

from django.contrib.auth.models import AnonymousUser

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.doors import doors_of_exchange
from qiao.rooms.exchanges.models import Exchange

OWN = {"calendar-range", "calendar-cog", "folder-open", "circle-question-mark"}


def test_everybody_finds_the_programme_and_owners_its_tools(exchange: Exchange, fay: User, sam: User):
    readers = {"fay": fay, "sam": sam, "nobody": AnonymousUser()}
    found = {
        name: OWN & {door.icon for door in doors_of_exchange(exchange, reader)}
        for name, reader in readers.items()
    }

    assert found == {"fay": OWN, "sam": {"calendar-range"}, "nobody": {"calendar-range"}}
