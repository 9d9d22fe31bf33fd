"""Programs learn states; what people wrote and who they are behind a mark never leaves this way."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from tests.rooms.applications.conftest import demand
from tests.rooms.applications.factory import make_application

ROOT = "/api/v1/applications"


def ask(user: User, path: str) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["applications.read"], expires_at=later)[1]
    return Client().get(ROOT + path, headers={"Authorization": f"Bearer {token}"})


def test_own_applications(draft: Application, wen: User, hui: User) -> None:
    assert [(row["id"], row["state"]) for row in ask(wen, "").json()["items"]] == [(str(draft.pk), "draft")]
    assert ask(wen, f"/{draft.pk}").json()["opportunity_id"] == str(draft.opportunity_id)
    assert ask(hui, "").json()["items"] == []
    assert ask(hui, f"/{draft.pk}").status_code == 404


def test_the_queue_is_for_the_host(
    opportunity: Opportunity, intake: Intake, wen: User, lea: User, hui: User, nan: User
) -> None:
    make_application(wen, intake, statement="My reasons.")
    make_application(lea, intake, ApplicationState.DRAFT)

    answer = ask(hui, f"/opportunities/{opportunity.pk}?state=complete&intake={intake.pk}")

    rows = answer.json()["items"]
    assert [(row["name_en"], row["letters_received"]) for row in rows] == [("Wen Lin", 0)]
    assert "My reasons." not in answer.content.decode()
    assert ask(nan, f"/opportunities/{opportunity.pk}").status_code == 404


def test_hidden_names_stay_hidden(opportunity: Opportunity, intake: Intake, wen: User, hui: User) -> None:
    demand(opportunity, is_blind=True)
    make_application(wen, intake)

    rows = ask(hui, f"/opportunities/{opportunity.pk}").json()["items"]

    assert [(row["name_zh"], row["name_en"]) for row in rows] == [("", "")]
