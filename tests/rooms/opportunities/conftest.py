"""Hana owns the host, Mei manages it, Nan is its plain member; Sam is a stranger, Opal runs the server."""

import pytest

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.exchanges.conftest import VALUES
from tests.rooms.opportunities.factory import make_draft, make_host, make_opportunity


def account(name: str) -> User:
    return create_account(f"{name}@hosts.example", None, "en")


@pytest.fixture
def hana(db: None) -> User:
    return account("hana")


@pytest.fixture
def host(hana: User) -> Organisation:
    return make_host(hana, name_zh="创新中心", name_en="Innovation Centre")


@pytest.fixture
def mei(host: Organisation) -> User:
    user = account("mei")
    Membership.objects.create(organisation=host, user=user, role=MembershipRole.MANAGER)
    return user


@pytest.fixture
def nan(host: Organisation) -> User:
    user = account("nan")
    Membership.objects.create(organisation=host, user=user, role=MembershipRole.MEMBER)
    return user


@pytest.fixture
def sam(db: None) -> User:
    return account("sam")


@pytest.fixture
def opal(db: None) -> User:
    user = account("opal")
    appoint(user, None)
    return user


@pytest.fixture
def draft(host: Organisation, hana: User) -> Opportunity:
    return make_draft(host, hana)


@pytest.fixture
def job(host: Organisation, hana: User) -> Opportunity:
    """Published, with an open intake of two places."""
    return make_opportunity(host, hana)


@pytest.fixture
def exchange(db: None) -> Exchange:
    """Of others: the host takes no part in it."""
    fay = account("fay")
    organiser = make_host(fay, kind="association", name_en="Federation")
    return create_exchange(organiser, actor=fay, values=VALUES)
