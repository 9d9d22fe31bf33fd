"""Fay speaks for the federation (organiser), Ari for the association (co-organiser), Hui for a host, Nan is a
plain member of the federation, Una heads Columbia's delegation, Sam is a stranger, Opal runs the server."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.decision import propose
from qiao.rooms.exchanges.domain.delegation import accept_delegation, invite_delegation
from qiao.rooms.exchanges.domain.exchange import create_exchange
from qiao.rooms.exchanges.domain.partner import add_partner
from qiao.rooms.exchanges.enums import DecisionKind, PartnerRole
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner

VALUES = {
    "name_zh": "海外人才交流活动",
    "name_en": "Overseas Talent Exchange",
    "place_zh": "北京",
    "place_en": "Beijing",
    "starts_on": dt.date(2099, 5, 10),
    "ends_on": dt.date(2099, 5, 11),
    "seats": 10,
}
MakeDelegation = Callable[..., Delegation]


def organisation(name: str, **values: Any) -> Organisation:
    """A published entry, written straight: its names are the directory's own matter."""
    values = {"kind": "university", "country": "US", "publication": Publication.PUBLISHED} | values
    return Organisation.objects.create(name_en=name, sort_en=name.lower(), sort_zh=name.lower(), **values)


def account(name: str, of: Organisation | None = None, role: str = MembershipRole.MANAGER) -> User:
    user = create_account(f"{name}@people.example", None, "en")
    if of is not None:
        Membership.objects.create(organisation=of, user=user, role=role)
    return user


@pytest.fixture
def federation(db: None) -> Organisation:
    return organisation("Federation", kind="association", country="CN", name_zh="联合会")


@pytest.fixture
def association(db: None) -> Organisation:
    return organisation("Association", kind="association", country="CN")


@pytest.fixture
def centre(db: None) -> Organisation:
    return organisation("Innovation Centre", kind="innovation_centre", country="CN")


@pytest.fixture
def columbia(db: None) -> Organisation:
    return organisation("Columbia University", name_zh="哥伦比亚大学")


@pytest.fixture
def fay(federation: Organisation) -> User:
    return account("fay", federation)


@pytest.fixture
def ari(association: Organisation) -> User:
    return account("ari", association, MembershipRole.OWNER)


@pytest.fixture
def hui(centre: Organisation) -> User:
    return account("hui", centre)


@pytest.fixture
def nan(federation: Organisation) -> User:
    return account("nan", federation, MembershipRole.MEMBER)


@pytest.fixture
def una(db: None) -> User:
    return account("una")


@pytest.fixture
def mia(db: None) -> User:
    return account("mia")


@pytest.fixture
def sam(db: None) -> User:
    return account("sam")


@pytest.fixture
def opal(db: None) -> User:
    user = account("opal")
    appoint(user, None)
    return user


@pytest.fixture
def draft(federation: Organisation, fay: User) -> Exchange:
    return create_exchange(federation, actor=fay, values=VALUES)


@pytest.fixture
def organiser(draft: Exchange) -> Partner:
    return Partner.objects.get(exchange=draft, role=PartnerRole.ORGANISER)


@pytest.fixture
def co_organiser(draft: Exchange, fay: User, association: Organisation, ari: User) -> Partner:
    return add_partner(draft, actor=fay, organisation=association, role=PartnerRole.CO_ORGANISER)


@pytest.fixture
def host(draft: Exchange, fay: User, centre: Organisation, hui: User) -> Partner:
    return add_partner(draft, actor=fay, organisation=centre, role=PartnerRole.HOST)


@pytest.fixture
def exchange(
    draft: Exchange, organiser: Partner, co_organiser: Partner, host: Partner, fay: User
) -> Exchange:
    """Published, with an organiser, a co-organiser and a host that share ten seats."""
    propose(organiser, actor=fay, kind=DecisionKind.RELEASE)
    return Exchange.objects.get(pk=draft.pk)


@pytest.fixture
def invited(exchange: Exchange, organiser: Partner, fay: User, columbia: Organisation) -> Delegation:
    return invite_delegation(
        organiser, actor=fay, organisation=columbia, head_email="una@people.example", seats=3, language="en"
    )


@pytest.fixture
def delegation(invited: Delegation, una: User) -> Delegation:
    """Accepted by its head: three seats are held."""
    return accept_delegation(invited, head=una)


@pytest.fixture
def another(exchange: Exchange, organiser: Partner, fay: User, una: User) -> MakeDelegation:
    """A delegation of a further university, answered at once: seated, or waiting."""

    def made(
        name: str, seats: int, *, partner: Partner | None = None, actor: User | None = None
    ) -> Delegation:
        address = f"{name.replace(' ', '.')}@people.example"
        invited = invite_delegation(
            partner or organiser,
            actor=actor or fay,
            organisation=organisation(name),
            head_email=address,
            seats=seats,
        )
        return accept_delegation(invited, head=una)

    return made


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
