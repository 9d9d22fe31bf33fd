"""Hana owns the host and Mo manages it, Pia is a plain member; Ann and Bo accepted; Sam is a stranger."""

import datetime as dt

import pytest
from django.utils import timezone

from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.training.domain.cohort import open_cohort
from qiao.rooms.training.domain.completion import complete_enrolment
from qiao.rooms.training.domain.milestone import confirm_milestone, report_milestone
from qiao.rooms.training.domain.session import add_session, mark_attendance
from qiao.rooms.training.models import Cohort, Enrolment, TrainingSession
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.offers.conftest import hana, host, mo, pia, sam  # noqa: F401 (fixtures)
from tests.rooms.opportunities.factory import make_opportunity

VALUES = {
    "name_zh": "智能网联汽车训练营",
    "name_en": "Camp on connected vehicles",
    "code": "CAMP27",
    "starts_on": dt.date(2099, 7, 31),
    "ends_on": dt.date(2099, 8, 14),
}


@pytest.fixture
def opportunity(host: Organisation, hana: User) -> Opportunity:  # noqa: F811
    found = make_opportunity(host, hana, kind="camp", places=5)
    found.milestones.all().delete()
    for number, month in ((1, 0), (2, 1)):
        found.milestones.create(number=number, name_en=f"Milestone {number}", month=month)
    return found


@pytest.fixture
def intake(opportunity: Opportunity) -> Intake:
    return opportunity.intakes.get()


@pytest.fixture
def ann(intake: Intake) -> Application:
    return accepted("ann", intake)


@pytest.fixture
def bo(intake: Intake) -> Application:
    return accepted("bo", intake)


@pytest.fixture
def cohort(intake: Intake, hana: User, ann: Application, bo: Application) -> Cohort:  # noqa: F811
    return open_cohort(intake, actor=hana, values=VALUES)


@pytest.fixture
def enrolment(cohort: Cohort, ann: Application) -> Enrolment:
    """Ann's."""
    return enrolment_of(ann)


@pytest.fixture
def session(cohort: Cohort, hana: User) -> TrainingSession:  # noqa: F811
    return make_session(cohort, hana)


@pytest.fixture
def completed(enrolment: Enrolment, session: TrainingSession, hana: User) -> Enrolment:  # noqa: F811
    mark_attendance(session, actor=hana, marks=[(enrolment.pk, "late")])
    confirm_all(enrolment, hana)
    return complete_enrolment(enrolment, actor=hana)


def accepted(name: str, intake: Intake) -> Application:
    intake.refresh_from_db()
    return make_application(account(name), intake, ApplicationState.ACCEPTED)


def enrolment_of(application: Application) -> Enrolment:
    return Enrolment.objects.get(application=application)


def make_session(cohort: Cohort, actor: User, title: str = "Perception") -> TrainingSession:
    values = {"starts_at": timezone.now(), "minutes": 90, "title_en": title, "place_en": "Hall 1"}
    return add_session(cohort, actor=actor, values=values)


def confirm_all(enrolment: Enrolment, actor: User) -> None:
    for milestone in enrolment.milestones.all():
        report_milestone(milestone, actor=user_of(enrolment), note="The report is written.")
        confirm_milestone(milestone, actor=actor)


def user_of(enrolment: Enrolment) -> User:
    user = enrolment.application.profile.user
    assert user is not None
    return user
