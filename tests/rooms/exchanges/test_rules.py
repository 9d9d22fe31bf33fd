"""Who sees what: owner, partner of the other kind, plain member, head, member, stranger, operator, nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.member import accept_place, name_member
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(
    exchange: Exchange, delegation: Delegation, fay: User, ari: User, hui: User, nan: User, una: User,
    mia: User, sam: User, opal: User,
) -> dict[str, object]:  # fmt: skip
    accept_place(name_member(delegation, actor=una, name_en="Mia"), user=mia)
    users = (fay, ari, hui, nan, una, mia, sam, opal)
    return {user.email.split("@")[0]: user for user in users} | {"nobody": AnonymousUser()}


@pytest.mark.parametrize(
    ("permission", "about", "who"),
    [
        ("view_exchange", "exchange", "fay ari hui nan una mia opal"),
        ("change_exchange", "exchange", "fay ari"),
        ("clone_exchange", "exchange", "fay ari"),
        ("archive_exchange", "exchange", "fay ari opal"),
        ("change_partner", "organiser", "fay ari"),
        ("change_sender", "organiser", "fay opal"),
        ("remove_partner", "organiser", "fay opal"),
        ("remove_partner", "host", "fay ari hui opal"),
        ("change_sender", "host", "hui opal"),
        ("decide", "organiser", "fay"),
        ("decide", "host", ""),
        ("view_decisions", "exchange", "fay ari opal"),
        ("invite_delegation", "host", "hui"),
        ("list_delegations", "exchange", "fay ari hui nan opal"),
        ("view_delegation", "delegation", "fay ari una mia opal"),
        ("invite_head", "delegation", "fay una"),
        ("lead_delegation", "delegation", "una"),
        ("approve_delegation", "delegation", "fay ari"),
        ("withdraw_delegation", "delegation", "fay ari una"),
        ("change_member", "member", "una"),
        ("leave_delegation", "member", "una mia"),
    ],
)
def test_matrix(
    everybody: dict[str, object],
    exchange: Exchange,
    organiser: Partner,
    host: Partner,
    delegation: Delegation,
    permission: str,
    about: str,
    who: str,
) -> None:
    Exchange.objects.filter(pk=exchange.pk).update(state="draft")
    exchange.refresh_from_db()
    subjects = {
        "exchange": exchange,
        "organiser": organiser,
        "host": host,
        "delegation": delegation,
        "member": delegation.members.get(),
    }

    allowed = [
        name for name, user in everybody.items() if may(user, f"exchanges.{permission}", subjects[about])
    ]

    assert allowed == who.split()


def test_what_is_public_is_open_to_all(exchange: Exchange) -> None:
    assert may(AnonymousUser(), "exchanges.view_exchange", exchange)
    assert not may(AnonymousUser(), "exchanges.view_exchange", None)
