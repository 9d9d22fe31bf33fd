"""Who may do what: the host's owner, manager and plain member, applicant, another applicant, stranger,
operator, nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from tests.rooms.applications.conftest import ask
from tests.rooms.applications.factory import make_application

MATRIX = {
    "applications.list_own": "hui max nan wen lea sam opal",
    "applications.begin_application": "hui max nan wen lea sam opal",
    "applications.view_application": "hui max wen",
    "applications.change_application": "wen",
    "applications.read_application": "hui max",
    "applications.select_application": "hui max",
    "applications.list_queue": "hui max",
    "applications.change_letter": "wen",
    "applications.enter_letter": "hui max",
    "applications.list_students": "",  # the host is no university
}
WHILE_A_DRAFT = {
    "applications.view_application": "wen",
    "applications.read_application": "",
    "applications.select_application": "",
    "applications.enter_letter": "",
}


@pytest.fixture
def everybody(
    hui: User, max_: User, nan: User, wen: User, lea: User, sam: User, opal: User
) -> dict[str, object]:
    users = (hui, max_, nan, wen, lea, sam, opal)
    return {user.email.split("@")[0]: user for user in users} | {"nobody": AnonymousUser()}


@pytest.mark.parametrize("state", ["draft", "complete"])
def test_matrix(everybody: dict[str, object], intake: Intake, wen: User, state: str) -> None:
    application = make_application(wen, intake, ApplicationState(state))
    letter = ask(application)
    subjects: dict[str, Model] = {
        "applications.list_queue": application.opportunity,
        "applications.begin_application": intake,
        "applications.change_letter": letter,
        "applications.enter_letter": letter,
        "applications.list_students": application.opportunity.host,
    }
    expected = MATRIX | (WHILE_A_DRAFT if state == "draft" else {})

    found = {
        name: " ".join(
            who for who, actor in everybody.items() if may(actor, name, about(subjects, name, application))
        )
        for name in expected
    }

    assert found == expected


def about(subjects: dict[str, Model], name: str, application: Application) -> Model:
    return subjects.get(name, application)
