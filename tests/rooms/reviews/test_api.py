"""A reviewer's own assignments and assessments, and rankings for the host."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.domain.ranking import set_tiers
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.models import Assessment, Assignment, Reviewer
from tests.rooms.reviews.conftest import clear, user_of

ROOT = "/api/v1/reviews"


def bearer(user: User) -> dict[str, str]:
    later = timezone.now() + timedelta(days=1)
    scopes = ["reviews.read", "reviews.write"]
    token = create_token(user, name="x", scope_names=scopes, expires_at=later)[1]
    return {"Authorization": f"Bearer {token}"}


def send(user: User, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
    body: dict[str, Any] = {} if given is None else {"data": given, "content_type": "application/json"}
    return getattr(Client(), method)(ROOT + path, headers=bearer(user), **body)


def read(user: User, path: str) -> Any:
    return Client().get(ROOT + path, headers=bearer(user))


def test_own_assignments(assigned: Assignment, rita: Reviewer, hui: User) -> None:
    rows = read(user_of(assigned), "/assignments").json()["items"]

    assert [row["application_id"] for row in rows] == [str(assigned.application_id)]
    for user in (user_of(rita), hui):
        assert read(user, "/assignments").json()["items"] == []


def test_an_assessment_is_submitted_after_the_declaration(assigned: Assignment, sam: User) -> None:
    path = f"{ROOT}/assignments/{assigned.pk}/assessment"
    points = [
        {"criterion_id": str(row.pk), "points": 4} for row in criteria_of(assigned.application.opportunity)
    ]
    body: dict[str, Any] = {"points": points, "recommendation": "strong"}

    def put(user: User, sent: dict[str, Any]) -> Any:
        return Client().put(path, sent, content_type="application/json", headers=bearer(user))

    rex = user_of(assigned)
    assert put(rex, body).status_code == 404
    clear(assigned)
    assert put(sam, body).status_code == 404
    missing = put(rex, body | {"points": points[1:]})
    assert [each["place"] for each in missing.json()["problems"]] == ["body.points"]
    assert read(rex, f"/assignments/{assigned.pk}/assessment").status_code == 404
    assert put(rex, body).json()["total"] == 80
    assert put(rex, body).json()["version"] == 2
    assert read(rex, f"/assignments/{assigned.pk}/assessment").json()["version"] == 2
    assert Assessment.objects.get().recommendation == "strong"


def test_the_ranking_is_for_the_host(intake: Intake, assigned: Assignment, hui: User) -> None:
    set_tiers(intake, actor=hui, tiers=[[assigned.application_id]], version=0)

    found = read(hui, f"/intakes/{intake.pk}/ranking").json()
    assert (found["state"], found["version"]) == ("draft", 1)
    assert found["tiers"] == [[str(assigned.application_id)]]
    assert read(user_of(assigned), f"/intakes/{intake.pk}/ranking").status_code == 404


def test_a_reviewer_declares_and_reads_the_criteria(assigned: Assignment, sam: User, hui: User) -> None:
    rex, path = user_of(assigned), f"/assignments/{assigned.pk}"

    assert read(rex, f"{path}/criteria").status_code == 404
    assert {send(who, "put", f"{path}/declaration").status_code for who in (sam, hui)} == {404}
    assert send(rex, "put", f"{path}/declaration").json()["verdict"] == "none"
    told = read(rex, f"{path}/criteria").json()
    assert [row["id"] for row in told] == [
        str(row.pk) for row in criteria_of(assigned.application.opportunity)
    ]
    blank = send(rex, "post", f"{path}/conflict", {"reason": " "})
    assert [each["place"] for each in blank.json()["problems"]] == ["body.reason"]
    assert send(rex, "post", f"{path}/conflict", {"reason": "My student."}).json()["verdict"] == "conflict"
    assert not Assignment.objects.exists()
    again = f"/declarations/{read(rex, '/declarations').json()['items'][0]['id']}/withdrawals"
    assert send(sam, "post", again, {"reason": "A namesake."}).status_code == 404
    asked = send(rex, "post", again, {"reason": "A namesake."})
    assert (asked.status_code, asked.json()["state"]) == (201, "open")
    decision = f"/withdrawals/{asked.json()['id']}/decision"
    assert send(rex, "put", decision, {"state": "lifted"}).status_code == 404
    unsaid = send(hui, "put", decision, {"state": "refused"})
    assert [each["place"] for each in unsaid.json()["problems"]] == ["body.answer"]
    assert send(hui, "put", decision, {"state": "lifted"}).json()["state"] == "lifted"
    assert Assignment.objects.get() == assigned


def test_the_host_ranks_confirms_and_reopens(
    intake: Intake, assigned: Assignment, hui: User, sam: User
) -> None:
    path, tiers = f"/intakes/{intake.pk}/ranking", [[str(assigned.application_id)]]

    assert send(sam, "put", path, {"version": 0, "tiers": tiers}).status_code == 404
    wrong = send(hui, "put", path, {"version": 0, "tiers": [[str(intake.pk)]]})
    assert [each["place"] for each in wrong.json()["problems"]] == ["body.tiers"]
    assert send(hui, "put", path, {"version": 0, "tiers": tiers}).json()["tiers"] == tiers
    assert send(hui, "put", path, {"version": 0, "tiers": []}).json()["code"] == "ranking-changed"
    assert send(hui, "put", path, {"version": 1, "tiers": []}).json()["tiers"] == []
    send(hui, "put", path, {"version": 2, "tiers": tiers})
    assert send(sam, "put", f"{path}/confirmation", {"version": 3}).status_code == 404
    assert send(hui, "put", f"{path}/confirmation", {"version": 3}).json()["state"] == "confirmed"
    assert send(sam, "delete", f"{path}/confirmation").status_code == 404
    assert send(hui, "delete", f"{path}/confirmation").json()["state"] == "draft"
