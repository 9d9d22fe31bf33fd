from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.training.domain.session import mark_attendance
from qiao.rooms.training.models import Cohort, Enrolment, Outcome, TrainingSession
from tests.rooms.exchanges.conftest import draft, fay, federation  # noqa: F401 (fixtures)
from tests.rooms.training.conftest import VALUES, accepted, enrolment_of, user_of

ROOT = "/api/v1/training"


def ask(user: User, path: str) -> Any:
    return send(user, "get", path)


def send(user: User, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=["training.read", "training.write"], expires_at=later)[1]
    body: dict[str, Any] = {} if given is None else {"data": given, "content_type": "application/json"}
    return getattr(Client(), method)(ROOT + path, headers={"Authorization": f"Bearer {token}"}, **body)


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


def test_a_cohort_is_opened_and_changed(hana: User, sam: User, ann: Application, intake: Intake) -> None:
    path = f"/intakes/{intake.pk}/cohort"
    body = VALUES | {"starts_on": "2099-07-31", "ends_on": "2099-08-14"}

    assert send(sam, "post", path, body).status_code == 404
    backwards = send(hana, "post", path, body | {"code": "camp"})
    assert [each["place"] for each in backwards.json()["problems"]] == ["body.code"]
    made = send(hana, "post", path, body)
    assert (made.status_code, made.json()["code"]) == (201, "CAMP27")
    assert send(hana, "post", path, body).status_code == 409
    one = f"/cohorts/{made.json()['id']}"
    assert send(sam, "patch", one, {"least_attendance": 50}).status_code == 404
    assert send(hana, "patch", one, {"least_attendance": 50}).json()["least_attendance"] == 50
    accepted("cy", intake)
    assert send(sam, "post", f"{one}/enrolling").status_code == 404
    assert send(hana, "post", f"{one}/enrolling").json() == {"enrolled": 1}


def test_sessions_and_marks(cohort: Cohort, enrolment: Enrolment, hana: User, sam: User) -> None:
    path, body = f"/cohorts/{cohort.pk}/sessions", {"starts_at": "2099-08-01T09:00:00+08:00"}

    assert send(sam, "post", path, body | {"title_en": "Lidar"}).status_code == 404
    assert send(hana, "post", path, body).json()["problems"][0]["place"] == "body"
    made = send(hana, "post", path, body | {"title_en": "Lidar"})
    one = f"/sessions/{made.json()['id']}"
    assert (made.status_code, made.json()["minutes"]) == (201, 90)
    assert send(sam, "patch", one, {"minutes": 45}).status_code == 404
    assert send(hana, "patch", one, {"minutes": 45}).json()["minutes"] == 45
    mark = {"enrolment_id": str(enrolment.pk), "mark": "present"}
    assert send(sam, "put", f"{one}/attendances", {"marks": [mark]}).status_code == 404
    unknown = {"marks": [mark | {"enrolment_id": str(cohort.pk)}]}
    assert send(hana, "put", f"{one}/attendances", unknown).json()["problems"][0]["place"] == "body.marks"
    assert send(hana, "put", f"{one}/attendances", {"marks": [mark]}).json() == {"changed": 1}
    assert send(hana, "delete", one).status_code == 409
    assert send(hana, "put", f"{one}/attendances", {"marks": [mark | {"mark": None}]}).json() == {
        "changed": 1
    }
    assert send(sam, "delete", one).status_code == 404
    assert send(hana, "delete", one).status_code == 204


def test_milestones_are_reported_and_confirmed(enrolment: Enrolment, hana: User, sam: User) -> None:
    ann, path = user_of(enrolment), f"/enrolments/{enrolment.pk}/milestones"
    one = f"/milestones/{ask(ann, path).json()[0]['id']}"

    assert ask(sam, path).status_code == 404
    assert send(hana, "put", f"{one}/confirmation").status_code == 409
    assert send(hana, "put", f"{one}/report", {"note": "Done."}).status_code == 404
    assert send(ann, "put", f"{one}/report", {"note": " "}).json()["problems"][0]["place"] == "body.note"
    reported = send(ann, "put", f"{one}/report", {"note": "Done."}).json()
    assert (reported["note"], reported["has_file"], reported["confirmed_at"]) == ("Done.", False, None)
    assert send(ann, "put", f"{one}/confirmation").status_code == 404
    assert send(hana, "put", f"{one}/confirmation").json()["confirmed_at"]


def test_a_training_is_completed_and_certified(completed: Enrolment, hana: User, sam: User) -> None:
    ann, path = user_of(completed), f"/enrolments/{completed.pk}"

    assert {send(who, "put", f"{path}/completion").status_code for who in (ann, sam)} == {404}
    assert send(hana, "put", f"{path}/completion").json()["state"] == "completed"
    assert ask(ann, f"{path}/certificate").status_code == 404
    assert send(ann, "post", f"{path}/certificate").status_code == 404
    made = send(hana, "post", f"{path}/certificate")
    assert (made.status_code, made.json()["number"]) == (201, "CAMP27-0001")
    assert ask(ann, f"{path}/certificate").json()["id"] == made.json()["id"]
    revocation, why = f"/certificates/{made.json()['id']}/revocation", {"revoked_because": "By mistake."}
    assert send(ann, "post", revocation, why).status_code == 404
    blank = send(hana, "post", revocation, {"revoked_because": " "})
    assert blank.json()["problems"][0]["place"] == "body.revoked_because"
    assert send(hana, "post", revocation, why).json()["revoked_because"] == "By mistake."


def test_a_participant_leaves_or_is_removed(
    cohort: Cohort, bo: Application, ann: Application, hana: User
) -> None:
    own, other = enrolment_of(ann), enrolment_of(bo)
    why = {"reason": "Ill."}

    assert send(hana, "post", f"/enrolments/{own.pk}/leaving", why).status_code == 404
    assert send(user_of(own), "post", f"/enrolments/{own.pk}/leaving", why).json()["state"] == "left"
    assert send(user_of(other), "post", f"/enrolments/{other.pk}/removal", why).status_code == 404
    blank = send(hana, "post", f"/enrolments/{other.pk}/removal", {"reason": " "})
    assert blank.json()["problems"][0]["place"] == "body.reason"
    assert send(hana, "post", f"/enrolments/{other.pk}/removal", why).json()["state"] == "removed"
