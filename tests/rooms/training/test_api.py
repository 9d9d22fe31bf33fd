from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.training.domain.session import mark_attendance
from qiao.rooms.training.models import Cohort, Enrolment, Outcome, TrainingSession
from tests.rooms.exchanges.conftest import draft, fay, federation  # noqa: F401 (fixtures)
from tests.rooms.training.conftest import user_of

ROOT = "/api/v1/training"


def ask(user: User, path: str) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["training.read"], expires_at=later)[1]
    return Client().get(ROOT + path, headers={"Authorization": f"Bearer {token}"})


def test_rosters_and_attendance(
    cohort: Cohort, session: TrainingSession, enrolment: Enrolment, hana: User, sam: User
) -> None:
    mark_attendance(session, actor=hana, marks=[(enrolment.pk, "late")])
    root = f"/cohorts/{cohort.pk}"
    paths = [root, f"{root}/enrolments", f"{root}/sessions", f"/sessions/{session.pk}/attendances"]

    assert ask(hana, root).json()["code"] == "CAMP27"
    assert len(ask(hana, f"{root}/enrolments").json()["items"]) == 2
    assert [row["id"] for row in ask(hana, f"{root}/sessions").json()["items"]] == [str(session.pk)]
    assert [row["mark"] for row in ask(hana, paths[3]).json()["items"]] == ["late"]
    assert ask(user_of(enrolment), f"/enrolments/{enrolment.pk}").json()["state"] == "enrolled"
    assert [row["id"] for row in ask(user_of(enrolment), "").json()["items"]] == [str(enrolment.pk)]
    assert {ask(sam, path).status_code for path in [*paths, f"/enrolments/{enrolment.pk}"]} == {404}


def test_outcomes(
    completed: Enrolment,
    draft: Exchange,  # noqa: F811
    fay: User,  # noqa: F811
    pia: User,
    sam: User,
) -> None:
    outcome = Outcome.objects.get()
    Outcome.objects.update(exchange=draft)
    of_host, of_exchange = f"/hosts/{outcome.host_id}/outcomes", f"/exchanges/{draft.pk}/outcomes"

    assert [row["kind"] for row in ask(pia, of_host).json()["items"]] == ["camp"]
    assert [row["id"] for row in ask(fay, of_exchange).json()["items"]] == [str(outcome.pk)]
    assert {ask(sam, path).status_code for path in (of_host, of_exchange)} == {404}
