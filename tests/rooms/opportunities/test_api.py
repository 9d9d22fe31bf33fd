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


PARTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("stages", {"phase": "interview", "name_en": "Talk"}, {"name_zh": "面谈"}),
    ("supervisors", {"name_en": "Wang Lin"}, {"capacity": 3}),
    ("documents", {"kind": "plan"}, {"note_en": "At most five pages."}),
    ("fields", {"scheme": "isced-f-2013", "code": "0716"}, {"clarification_en": "Lidar"}),
    ("languages", {"language": "zh", "scale": "hsk", "level": "4"}, {"level": "5"}),
    ("milestones", {"name_en": "Report"}, {"month": 6}),
    ("intakes", WINDOW, {"places": 7}),
]


@pytest.mark.parametrize(("noun", "new", "change"), PARTS)
def test_parts_are_added_changed_and_removed(
    noun: str, new: dict[str, Any], change: dict[str, Any], client: Client, job: Opportunity, hana: User
) -> None:
    enter(client, hana)
    made = send(client, "post", f"/{job.pk}/{noun}", new)
    assert made.status_code == 201
    path, key = f"/{noun}/{made.json()['id']}", next(iter(change))

    assert send(client, "patch", path, change).json()[key] == change[key]
    assert made.json()["id"] in [each["id"] for each in client.get(f"{API}/{job.pk}").json()[noun]]
    assert send(client, "patch", path, {"colour": "red"}).status_code == 422
    assert client.delete(f"{API}{path}").status_code == 204
    assert client.delete(f"{API}{path}").status_code == 404


@pytest.mark.parametrize(("noun", "new", "change"), PARTS)
def test_strangers_change_no_part(
    noun: str,
    new: dict[str, Any],
    change: dict[str, Any],
    client: Client,
    job: Opportunity,
    hana: User,
    nan: User,
) -> None:
    made = send(enter(client, hana), "post", f"/{job.pk}/{noun}", new).json()
    path = f"/{noun}/{made['id']}"
    enter(client, nan)

    assert send(client, "post", f"/{job.pk}/{noun}", new).status_code == 404
    assert send(client, "patch", path, change).status_code == 404
    assert client.delete(f"{API}{path}").status_code == 404
    client.logout()
    assert send(client, "patch", path, change).status_code == 401


@pytest.mark.parametrize(
    ("noun", "given", "place"),
    [
        ("stages", {"phase": "interview"}, "body"),
        ("supervisors", {"name_en": "Wang Lin", "capacity": 0}, "body.capacity"),
        ("fields", {"scheme": "isced-f-2013", "code": "99x"}, "body.code"),
        ("languages", {"language": "zh", "scale": "hsk", "level": "B1"}, "body.level"),
        ("milestones", {"name_en": "Report", "month": -1}, "body.month"),
        ("intakes", WINDOW | {"closes_at": "2026-02-01T09:00:00"}, "body.closes_at"),
    ],
)
def test_a_bad_part_is_refused_at_its_place(
    noun: str, given: dict[str, Any], place: str, client: Client, job: Opportunity, hana: User
) -> None:
    answer = send(enter(client, hana), "post", f"/{job.pk}/{noun}", given)

    assert answer.status_code == 422
    assert place in [each["place"] for each in answer.json()["problems"]]


def test_stages_and_milestones_move(client: Client, job: Opportunity, hana: User) -> None:
    enter(client, hana)
    for name in ("First", "Second"):
        send(client, "post", f"/{job.pk}/milestones", {"name_en": name})
    for noun in ("stages", "milestones"):
        last = client.get(f"{API}/{job.pk}").json()[noun][-1]["id"]
        assert send(client, "put", f"/{noun}/{last}/number", {"number": 1}).json()["number"] == 1
        assert client.get(f"{API}/{job.pk}").json()[noun][0]["id"] == last


def test_a_supervisor_is_somebody_whom_one_sees(
    client: Client, job: Opportunity, host: Organisation, hana: User
) -> None:
    enter(client, hana)
    here = {"organisation_id": str(host.pk), "name_en": "Wang Lin"}
    nobody = {"person_id": "00000000-0000-0000-0000-000000000000"}

    made = send(client, "post", f"/{job.pk}/supervisors", here).json()
    assert made["organisation_id"] == str(host.pk)
    assert send(client, "patch", f"/supervisors/{made['id']}", nobody).status_code == 404
    without = send(client, "patch", f"/supervisors/{made['id']}", {"organisation_id": None})
    assert without.json()["organisation_id"] is None


def test_a_repeat_with_the_same_key_adds_once(client: Client, job: Opportunity, hana: User) -> None:
    enter(client, hana)
    body, key = {"name_en": "Report"}, {"Idempotency-Key": "milestone-1"}
    path = f"{API}/{job.pk}/milestones"

    first, second = (
        client.post(path, body, content_type="application/json", headers=key) for _turn in range(2)
    )
    assert first.json() == second.json()
    assert job.milestones.count() == 1


def test_a_posting_is_copied_and_archived(client: Client, job: Opportunity, hana: User, nan: User) -> None:
    enter(client, hana)
    made = send(client, "post", f"/{job.pk}/copies", {})
    path = f"/{made.json()['id']}/archiving"

    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert send(client, "post", f"/{job.pk}/archiving", {}).status_code == 409
    assert send(enter(client, nan), "post", path, {}).status_code == 404
    assert send(enter(client, hana), "post", path, {}).json()["state"] == "archived"
