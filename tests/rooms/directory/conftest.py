"""Olga owns Columbia's entry, Max manages it, Mia is a member, Sam is a stranger, Opal runs the server."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.domain.person import create_person
from qiao.rooms.directory.domain.publication import set_publication
from qiao.rooms.directory.enums import MembershipRole, Publication
from qiao.rooms.directory.models import Membership, Organisation, Person

MakeOrganisation = Callable[..., Organisation]


@pytest.fixture
def operator(db: None) -> User:
    user = create_account("opal@server.example", None, "en")
    appoint(user, None)
    return user


@pytest.fixture
def make(operator: User) -> MakeOrganisation:
    """A published university with a Chinese and an English name, entered by the operator."""

    def made(
        name_en: str = "", name_zh: str = "", *, state: str = Publication.PUBLISHED, **values: Any
    ) -> Organisation:
        given = {"zh": name_zh, "en": name_en}
        names = [NameDraft(value=value, language=language) for language, value in given.items() if value]
        values = {"kind": "university", "country": "US"} | values
        organisation = create_organisation(actor=operator, names=names, values=values)
        if state != Publication.DRAFT:
            set_publication(organisation, actor=operator, state=Publication(state))
        return organisation

    return made


@pytest.fixture
def columbia(make: MakeOrganisation) -> Organisation:
    return make("Columbia University", "哥伦比亚大学", ror_id="00hj8s172", city_en="New York", city_zh="纽约")


@pytest.fixture
def owner(columbia: Organisation) -> User:
    return _member(columbia, "olga@columbia.edu", MembershipRole.OWNER)


@pytest.fixture
def manager(columbia: Organisation) -> User:
    return _member(columbia, "max@columbia.edu", MembershipRole.MANAGER)


@pytest.fixture
def member(columbia: Organisation) -> User:
    return _member(columbia, "mia@columbia.edu", MembershipRole.MEMBER)


@pytest.fixture
def stranger(db: None) -> User:
    return create_account("sam@elsewhere.example", None, "en")


@pytest.fixture
def lin(columbia: Organisation, operator: User) -> Person:
    """Works at Columbia and has no account."""
    names = [
        PersonNameDraft(value="林文", language="zh", family="林", given="文"),
        PersonNameDraft(value="Wen Lin", language="en", family="Lin", given="Wen", order="given_first"),
    ]
    return create_person(
        actor=operator, names=names, values={}, organisation=columbia, position_en="Career adviser"
    )


@pytest.fixture
def browser() -> Callable[[User | None], Client]:
    def opened(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return opened


def _member(organisation: Organisation, email: str, role: MembershipRole) -> User:
    user = create_account(email, None, "en")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user
