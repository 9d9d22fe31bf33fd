from typing import Any

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Opportunity
from tests.support.entering import enter

API = "/api/v1/opportunities"
WINDOW = {"opens_at": "2026-01-01T09:00:00+08:00", "closes_at": "2099-01-01T17:00:00+08:00", "places": 3}


def send(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return getattr(client, method)(f"{API}{path}", body, content_type="application/json")


def test_a_host_posts_through_the_api(client: Client, host: Organisation, hana: User) -> None:
    enter(client, hana)
    body = {"host_id": str(host.pk), "kind": "camp", "title_en": "Camp", "description_en": "Two weeks."}
    made = send(client, "post", "", body)
    assert made.status_code == 201
    path = f"/{made.json()['id']}"

    refused = send(client, "post", f"{path}/publication", {})
    assert refused.status_code == 422
    assert [each["place"] for each in refused.json()["problems"]] == [
        *("starts_on", "ends_on", "curriculum", "intakes"),
    ]
    detail = {"starts_on": "2099-07-01", "ends_on": "2099-07-14", "curriculum_en": "Lectures", "fee": 99.5}
    assert send(client, "patch", f"{path}/detail", detail).status_code == 422
    assert send(client, "patch", f"{path}/detail", {"months": 3}).json()["code"] == "not-of-this-kind"
    changed = send(client, "patch", f"{path}/detail", detail | {"currency": "EUR"}).json()
    assert changed["detail"]["fee"] == "99.50"
    assert send(client, "post", f"{path}/intakes", WINDOW).status_code == 201
    assert send(client, "post", f"{path}/publication", {}).json()["state"] == "published"
    assert send(client, "patch", path, {"title_en": "Summer camp"}).json()["title_en"] == "Summer camp"
    assert send(client, "post", f"{path}/closing", {"reason": "filled"}).json()["state"] == "closed"


def test_reading_shows_the_public_ones(
    client: Client, job: Opportunity, draft: Opportunity, sam: User, hana: User
) -> None:
    enter(client, sam)
    assert [row["id"] for row in client.get(API).json()["items"]] == [str(job.pk)]
    read = client.get(f"{API}/{job.pk}").json()
    assert (read["detail"]["employment"], len(read["stages"]), len(read["intakes"])) == ("full_time", 4, 1)
    assert client.get(f"{API}/{draft.pk}").status_code == 404
    assert client.get(f"{API}?kind=camp").json()["items"] == []

    assert len(enter(client, hana).get(f"{API}?is_own=true").json()["items"]) == 2


@pytest.mark.parametrize("path", ["", "/detail", "/intakes", "/publication", "/closing"])
def test_strangers_change_nothing(path: str, client: Client, job: Opportunity, sam: User) -> None:
    bodies: dict[str, dict[str, Any]] = {"/intakes": WINDOW, "/closing": {"reason": "other"}}
    method = "patch" if path in ("", "/detail") else "post"

    assert send(client, method, f"/{job.pk}{path}", bodies.get(path, {})).status_code == 401
    assert send(enter(client, sam), method, f"/{job.pk}{path}", bodies.get(path, {})).status_code == 404


def test_strangers_begin_nothing(client: Client, host: Organisation, sam: User) -> None:
    body = {"host_id": str(host.pk), "kind": "job", "title_en": "Job"}

    assert send(enter(client, sam), "post", "", body).status_code == 404
