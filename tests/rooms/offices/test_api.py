"""Programs read approvals and an office's own students, and decide."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from qiao.kit.activity.models import Activity
from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.models import HostApproval, PostingApproval, StudentRegistration
from qiao.rooms.opportunities.models import Opportunity

ROOT = "/api/v1/offices"
ALL = ("offices.read", "offices.students", "offices.write")


def bearer(user: User, *scopes: str) -> dict[str, str]:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=list(scopes or ALL), expires_at=later)[1]
    return {"Authorization": f"Bearer {token}"}


def put(user: User, path: str, given: dict[str, Any]) -> Any:
    return Client().put(ROOT + path, given, content_type="application/json", headers=bearer(user))


def test_decisions_are_written_and_read(
    posting: Opportunity, duke: Organisation, dan: User, hui: User, nan: User
) -> None:
    for what in (f"hosts/{posting.host_id}", f"postings/{posting.pk}"):
        path = f"/{duke.pk}/{what}"
        assert put(nan, path, {"state": "approved"}).status_code == 404
        assert put(dan, path, {"state": "refused"}).status_code == 422
        assert put(dan, path, {"state": "approved"}).json()["state"] == "approved"
        assert put(dan, path, {"state": "approved"}).status_code == 409

    for part, model in (("hosts", HostApproval), ("postings", PostingApproval)):
        page = f"{ROOT}/{duke.pk}/{part}"
        rows = Client().get(f"{page}?state=approved", headers=bearer(dan)).json()["items"]
        assert [row["id"] for row in rows] == [str(model.objects.get().pk)]
        assert Client().get(page, headers=bearer(hui)).status_code == 404


def test_an_office_reads_its_students(
    claim: StudentRegistration, student: StudentRegistration, duke: Organisation, dan: User, nan: User
) -> None:
    page = f"{ROOT}/{duke.pk}/students"

    rows = Client().get(f"{page}?state=claimed", headers=bearer(dan)).json()["items"]
    assert [(row["email"], row["student_number"]) for row in rows] == [("mia@people.example", "D-17")]
    assert Client().get(page, headers=bearer(nan)).status_code == 404
    assert Client().get(page, headers=bearer(dan, "offices.read")).status_code == 403
    assert Activity.objects.filter(action="offices.students.exported").count() == 1


def test_an_office_answers_a_student(
    claim: StudentRegistration, duke: Organisation, dan: User, mia: User
) -> None:
    path = f"/{duke.pk}/students/{claim.pk}"

    assert put(mia, path, {"state": "confirmed"}).status_code == 404
    assert put(dan, path, {"state": "ended"}).status_code == 422
    assert put(dan, path, {"state": "refused"}).status_code == 422
    assert put(dan, path, {"state": "confirmed"}).json()["state"] == "confirmed"
    own = Client().get(ROOT, headers=bearer(mia)).json()["items"]
    assert [(row["id"], row["state"]) for row in own] == [(str(claim.pk), "confirmed")]


def send(user: User, method: str, path: str, given: dict[str, Any] | None = None) -> Any:
    body: dict[str, Any] = {} if given is None else {"data": given, "content_type": "application/json"}
    return getattr(Client(), method)(ROOT + path, headers=bearer(user), **body)


def test_an_approval_of_a_posting_may_hold_for_its_host(
    posting: Opportunity, duke: Organisation, dan: User
) -> None:
    body = {"state": "approved", "with_host": True}

    assert put(dan, f"/{duke.pk}/postings/{posting.pk}", body).json()["state"] == "approved"
    assert HostApproval.objects.get().state == "approved"


def test_a_reason_is_asked_for_at_its_place(posting: Opportunity, duke: Organisation, dan: User) -> None:
    answer = put(dan, f"/{duke.pk}/postings/{posting.pk}", {"state": "refused", "reason": " "})

    assert [each["place"] for each in answer.json()["problems"]] == ["body.reason"]


def test_a_host_asks_for_approval(
    posting: Opportunity, duke: Organisation, hui: User, dan: User, host: Organisation
) -> None:
    path, body = f"/opportunities/{posting.pk}/approvals", {"university_ids": [str(duke.pk)]}

    assert send(dan, "post", path, body).status_code == 404
    assert send(hui, "post", path, {"university_ids": []}).status_code == 422
    assert send(hui, "post", path, {"university_ids": [str(host.pk)]}).status_code == 404
    assert send(hui, "post", path, body | {"message": "For your students."}).json() == {"asked": 1}
    assert send(hui, "post", path, body).json() == {"asked": 0}
    rows = send(hui, "get", f"{path}?state=asked").json()["items"]
    assert [row["university_id"] for row in rows] == [str(duke.pk)]
    assert send(dan, "get", path).status_code == 404


def test_an_office_recommends(posting: Opportunity, duke: Organisation, dan: User, nan: User) -> None:
    path = f"/{duke.pk}/postings/{posting.pk}/recommendation"

    assert send(dan, "put", path, {}).json()["code"] == "not-approved-yet"
    put(dan, f"/{duke.pk}/postings/{posting.pk}", {"state": "approved", "with_host": True})
    assert send(nan, "put", path, {}).status_code == 404
    assert send(dan, "put", path, {"note_en": "Worth a look."}).json()["note_en"] == "Worth a look."
    rows = send(dan, "get", f"/{duke.pk}/recommendations").json()["items"]
    assert [row["opportunity_id"] for row in rows] == [str(posting.pk)]
    assert send(nan, "delete", path).status_code == 404
    assert send(dan, "delete", path).json()["withdrawn_at"]
    assert send(dan, "get", f"/{duke.pk}/recommendations").json()["items"] == []


def test_an_office_says_how_it_approves(duke: Organisation, dan: User, nan: User) -> None:
    path = f"/{duke.pk}/settings"

    assert send(dan, "get", path).json()["host_covers_postings"] is False
    assert send(dan, "patch", path, {"host_covers_postings": True}).json()["host_covers_postings"] is True
    refused = send(dan, "patch", path, {"email": "nobody"})
    assert {each["place"] for each in refused.json()["problems"]} == {"body.email"}
    assert {send(nan, "get", path).status_code, send(nan, "patch", path, {}).status_code} == {404}


def test_a_student_registers_and_ends_it(
    claim: StudentRegistration, other: Organisation, eve: User, mia: User, sam: User
) -> None:
    path = f"/{other.pk}/registrations"

    assert send(sam, "post", path, {}).json()["code"] == "consent-needed"
    made = send(mia, "post", path, {"student_number": "O-3"})
    assert (made.status_code, made.json()["state"]) == (201, "claimed")
    assert send(mia, "post", path, {}).status_code == 409
    one = f"/registrations/{made.json()['id']}"
    assert send(sam, "patch", one, {"wants_mails": True}).status_code == 404
    assert send(mia, "patch", one, {"wants_mails": True}).json()["wants_mails"] is True
    assert send(sam, "post", f"{one}/ending", {}).status_code == 404
    assert send(eve, "post", f"{one}/ending", {}).status_code == 422
    assert send(mia, "post", f"{one}/ending", {}).json()["state"] == "ended"
