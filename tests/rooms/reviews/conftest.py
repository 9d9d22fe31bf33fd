"""Hui owns a host with a workstation and Max manages it; Rex and Rita are on the panel; Wen, Lea and Kai have
applied; Nan is a plain member of the host, Sam a stranger, Opal runs the server."""

from typing import Any
from uuid import UUID

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.assessment import submit_assessment
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.models import Assessment, Assignment, Reviewer
from tests.rooms.applications.conftest import intake_of
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account, opal, sam  # noqa: F401 (fixtures)
from tests.rooms.opportunities.factory import make_host, make_opportunity
from tests.rooms.profiles.factory import make_profile


@pytest.fixture
def hui(db: None) -> User:
    return account("hui")


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
    return make_opportunity(host, hui, kind="postdoc")


@pytest.fixture
def intake(opportunity: Opportunity) -> Intake:
    return intake_of(opportunity)


@pytest.fixture
def rex(opportunity: Opportunity) -> Reviewer:
    return seated(opportunity, "rex")


@pytest.fixture
def rita(opportunity: Opportunity) -> Reviewer:
    return seated(opportunity, "rita")


@pytest.fixture
def wen(intake: Intake) -> Application:
    return applicant(intake, "wen", "Wen Lin")


@pytest.fixture
def lea(intake: Intake) -> Application:
    return applicant(intake, "lea", "Lea Li")


@pytest.fixture
def kai(intake: Intake) -> Application:
    return applicant(intake, "kai", "Kai Sun")


@pytest.fixture
def assigned(wen: Application, rex: Reviewer, hui: User) -> Assignment:
    """Wen's application is with Rex, who has not declared anything yet."""
    return assign_application(wen, actor=hui, reviewer=rex)


@pytest.fixture
def cleared(assigned: Assignment) -> Assignment:
    return clear(assigned)


def seated(opportunity: Opportunity, name: str) -> Reviewer:
    return Reviewer.objects.create(opportunity=opportunity, user=account(name))


def applicant(intake: Intake, name: str, called: str, state: str = "complete", **values: Any) -> Application:
    user = account(name)
    application = make_application(user, intake, state, **values)
    make_profile(user, name_zh="", name_en=called)
    return rows().get(pk=application.pk)


def user_of(row: Any) -> User:
    """Of a reviewer, an assignment or an application."""
    user = row.user if isinstance(row, Reviewer) else None
    user = row.reviewer.user if isinstance(row, Assignment) else user
    user = row.profile.user if isinstance(row, Application) else user
    assert user is not None
    return user


def clear(assignment: Assignment) -> Assignment:
    declare_interest(assignment, actor=user_of(assignment), verdict=ConflictVerdict.NONE)
    return assignment


def points_of(assignment: Assignment, *given: int) -> dict[UUID, int]:
    criteria = criteria_of(assignment.application.opportunity)
    return dict(zip([row.pk for row in criteria], given or [3] * len(criteria), strict=False))


def submit(assignment: Assignment, *given: int, **words: Any) -> Assessment:
    words = {"recommendation": "yes", "comment": "Sound."} | words
    return submit_assessment(
        assignment, actor=user_of(assignment), points=points_of(assignment, *given), **words
    )


def judge(application: Application, reviewer: Reviewer, hui: User, *given: int) -> Assessment:
    """Assigned, cleared and submitted."""
    return submit(clear(assign_application(application, actor=hui, reviewer=reviewer)), *given)
