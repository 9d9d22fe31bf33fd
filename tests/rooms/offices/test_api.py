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
