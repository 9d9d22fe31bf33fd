"""Dan runs Duke's career office, Eve that of another university; Hui speaks for a host, Mia and Leo are
students, Nan is a plain member of Duke, Sam is a stranger."""

import pytest

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.offices.factory import make_claim, make_office, make_student
from tests.rooms.opportunities.factory import make_host, make_opportunity


def account(name: str) -> User:
    return create_account(f"{name}@people.example", None, "en")


@pytest.fixture
def dan(db: None) -> User:
    return account("dan")


@pytest.fixture
def eve(db: None) -> User:
    return account("eve")


@pytest.fixture
def hui(db: None) -> User:
    return account("hui")


@pytest.fixture
def mia(db: None) -> User:
    return account("mia")


@pytest.fixture
def leo(db: None) -> User:
    return account("leo")


@pytest.fixture
def sam(db: None) -> User:
    return account("sam")


@pytest.fixture
def duke(dan: User) -> Organisation:
    return make_office(dan, name_en="Duke University", name_zh="杜克大学")


@pytest.fixture
def nan(duke: Organisation) -> User:
    user = account("nan")
    Membership.objects.create(organisation=duke, user=user, role=MembershipRole.MEMBER)
    return user


@pytest.fixture
def other(eve: User) -> Organisation:
    return make_office(eve, name_en="Other University")


@pytest.fixture
def host(hui: User) -> Organisation:
    return make_host(hui, name_en="Innovation Centre", name_zh="创新中心")


@pytest.fixture
def posting(host: Organisation, hui: User) -> Opportunity:
    """For students of universities that approved it."""
    return make_opportunity(host, hui, reach="universities")


@pytest.fixture
def claim(mia: User, duke: Organisation) -> StudentRegistration:
    return make_claim(mia, duke, student_number="D-17")


@pytest.fixture
def student(leo: User, duke: Organisation, dan: User) -> StudentRegistration:
    return make_student(leo, duke, dan, wants_mails=True)
