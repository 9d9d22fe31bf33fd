"""Hui owns a host that offers a workstation; Wen and Lea apply; Ona runs Wen's career office; Max manages
the host, Nan is a plain member of it; Sam is a stranger, Opal runs the server."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import begin_application
from qiao.rooms.applications.domain.letter import ask_letter
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake, Opportunity
from tests.kit.files.samples import pdf
from tests.rooms.exchanges.conftest import account, opal, sam  # noqa: F401 (fixtures)
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.profiles.factory import make_profile

REFEREE = {
    "referee_name": "Prof. Chen",
    "referee_email": "chen@referee.example",
    "relation": "supervisor",
    "language": "en",
}


@pytest.fixture
def hui(db: None) -> User:
    return account("hui")


@pytest.fixture
def wen(db: None) -> User:
    user = account("wen")
    make_profile(user)
    return user


@pytest.fixture
def lea(db: None) -> User:
    user = account("lea")
    make_profile(user, name_zh="李娅", name_en="Lea Li")
    return user


@pytest.fixture
def host(hui: User) -> Organisation:
    return make_host(hui)


@pytest.fixture
def max_(host: Organisation) -> User:
    return account("max", host, MembershipRole.MANAGER)


@pytest.fixture
def nan(host: Organisation) -> User:
    return account("nan", host, MembershipRole.MEMBER)


@pytest.fixture
def opportunity(host: Organisation, hui: User) -> Opportunity:
    return make_opportunity(host, hui)


@pytest.fixture
def intake(opportunity: Opportunity) -> Intake:
    return intake_of(opportunity)


@pytest.fixture
def draft(intake: Intake, wen: User) -> Application:
    return begin_application(intake, actor=wen)


def intake_of(opportunity: Opportunity) -> Intake:
    return Intake.objects.select_related("opportunity__host").get(opportunity=opportunity)


def upload(name: str = "letter.pdf", body: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body or pdf(), "application/pdf")


def ask(application: Application, number: int = 1) -> ReferenceLetter:
    """By the applicant, of one of several referees."""
    actor = application.profile.user
    assert actor is not None
    given = REFEREE | {"referee_email": f"chen{number}@referee.example"}
    return ask_letter(application, actor=actor, **given)


def demand(opportunity: Opportunity, **values: Any) -> Opportunity:
    """What the opportunity asks for, set straight."""
    Opportunity.objects.filter(pk=opportunity.pk).update(**values)
    return Opportunity.objects.select_related("host").get(pk=opportunity.pk)
