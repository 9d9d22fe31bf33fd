"""What programs do: lists of people and posts, and rounds with their runs, each with the scope for it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.placement.domain.content import tiers_of
from qiao.rooms.placement.models import MatchingRound, RankOrderList, RoundPost
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.placement.factory import ahead, entry

ALL = ("placement.read", "placement.write", "placement.organise")


def ask(user: User, method: str, path: str, body: Any = None, scopes: Any = ALL, **headers: str) -> Any:
    later = timezone.now() + timedelta(days=1)
    token = create_token(user, name="x", scope_names=list(scopes), expires_at=later)[1]
    return Client().generic(
        method,
        f"/api/v1/placement{path}",
        "" if body is None else json.dumps(body, default=str),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", **headers},
    )


@pytest.fixture
def own(opened: MatchingRound, people: dict[str, User]) -> RankOrderList:
    return entry(opened, people["lin"])


def test_person_certifies_by_program(own: RankOrderList, people: dict[str, User], fay: User) -> None:
    lin, path = people["lin"], f"/lists/{own.pk}"

    assert ask(lin, "POST", f"{path}/certification").json()["code"] == "list-empty"
    assert ask(lin, "PUT", path, {"choices": ["p2", "p1"]}).status_code == 200
    certified = ask(lin, "POST", f"{path}/certification").json()
    assert (certified["state"], len(certified["digest"])) == ("certified", 64)
    assert ask(lin, "PUT", path, {"choices": ["p1"]}).status_code == 409
    assert ask(fay, "POST", f"{path}/reopening").status_code == 404
    assert ask(lin, "POST", f"{path}/reopening").json()["state"] == "draft"
    assert ask(lin, "POST", f"{path}/certification", scopes=["placement.read"]).status_code == 403


def test_the_same_change_twice_is_one(own: RankOrderList, people: dict[str, User]) -> None:
    lin, path, once = people["lin"], f"/lists/{own.pk}", {"Idempotency-Key": "one-and-the-same-key"}
    later = timezone.now() + timedelta(days=1)
    token = create_token(lin, name="y", scope_names=list(ALL), expires_at=later)[1]
    headers = {"Authorization": f"Bearer {token}"} | once
    ask(lin, "PUT", path, {"choices": ["p2"]})

    answers = [
        Client().post(
            f"/api/v1/placement{path}/certification", content_type="application/json", headers=headers
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_who_has_applied_later_begins_a_list(opened: MatchingRound, offered: list[Any], sam: User) -> None:
    late = account("late")
    make_application(late, offered[0].intakes.get())

    begun = ask(late, "POST", f"/rounds/{opened.pk}/list")
    assert (begun.status_code, begun.json()["choices"]) == (200, [])
    assert ask(late, "POST", f"/rounds/{opened.pk}/list").json()["id"] == begun.json()["id"]
    assert ask(sam, "POST", f"/rounds/{opened.pk}/list").status_code == 404


def test_host_ranks_by_program(opened: MatchingRound, people: dict[str, User], hui: User, fay: User) -> None:
    post = RoundPost.objects.get(round=opened, number=1)
    codes = {name: entry(opened, user).code for name, user in people.items()}
    path = f"/posts/{post.pk}"

    assert ask(hui, "GET", f"{path}/ranking").json()["people"] == sorted(codes.values())
    tiers = [[codes["mei"]], [codes["bo"], codes["lin"]]]
    assert ask(hui, "PUT", f"{path}/ranking", {"tiers": tiers}).json()["tiers"] == tiers
    refused = ask(hui, "PUT", f"{path}/ranking", {"tiers": [[codes["mei"]], [codes["mei"], "a0"]]})
    assert refused.status_code == 422
    assert [each["place"] for each in refused.json()["problems"]] == ["2", "2"]
    assert tiers_of(RoundPost.objects.get(pk=post.pk).ranking) == tiers
    assert ask(hui, "POST", f"{path}/certification").json()["state"] == "certified"
    assert ask(hui, "POST", f"{path}/reopening").json()["state"] == "draft"
    assert ask(fay, "GET", f"{path}/ranking").status_code == 404


def test_organisers_prepare_and_open_a_round(
    offered: list[Any], applied: Any, exchange: Any, centre: Any, fay: User, hui: User, sam: User
) -> None:
    moments = {
        name: ahead(day) for day, name in enumerate(("lists_due_at", "publish_at", "answers_due_at"), 1)
    }
    wanted = {"name_en": "By program"} | moments
    path = f"/exchanges/{exchange.pk}/rounds"

    assert ask(sam, "POST", path, wanted).status_code == 404
    assert ask(fay, "POST", path, wanted, scopes=["placement.write"]).status_code == 403
    made = ask(fay, "POST", path, wanted)
    assert (made.status_code, made.json()["state"]) == (201, "preparing")
    one = f"/rounds/{made.json()['id']}"
    changed = ask(fay, "PATCH", one, {"name_zh": "程序建立"}).json()
    assert (changed["name_zh"], changed["name_en"]) == ("程序建立", "By program")
    assert ask(fay, "POST", f"{one}/opening").json()["code"] == "round-empty"
    first, second = (each.intakes.get().pk for each in offered)
    values = {"intake_id": second, "quota": 2, "lower_quota": 3}
    assert ask(fay, "POST", f"{one}/posts", values).status_code == 422
    added = ask(fay, "POST", f"{one}/posts", values | {"lower_quota": 0})
    assert (added.status_code, added.json()["code"]) == (201, "p1")
    values = {
        "intake_id": first, "quota": 1, "reserved": 1,
        "reserved_for_id": centre.pk, "reverts_to_id": added.json()["id"],
    }  # fmt: skip
    assert ask(fay, "POST", f"{one}/posts", values).json()["reverts_to_id"] == added.json()["id"]
    assert ask(fay, "POST", f"{one}/opening").json()["state"] == "open"
    assert (
        ask(fay, "PATCH", one, {"name_en": "Another", "note_en": "Rank by Friday."}).json()["code"]
        == "rules-stand"
    )
    noted = ask(fay, "PATCH", one, {"name_en": "By program", "note_en": "Rank by Friday."}).json()
    assert (noted["name_en"], noted["note_en"], noted["takes_pairs"]) == (
        "By program",
        "Rank by Friday.",
        False,
    )
    assert ask(fay, "POST", f"{one}/conclusion").status_code == 409
    assert ask(fay, "POST", f"{one}/cancellation").json()["state"] == "cancelled"
    of_host = ask(hui, "POST", f"/organisations/{centre.pk}/rounds", wanted)
    assert of_host.json()["organisation_id"] == str(centre.pk)


def test_two_run_a_round_by_program(certified: MatchingRound, fay: User, ari: User, hui: User) -> None:
    path = f"/rounds/{certified.pk}/runs"

    assert ask(hui, "POST", path).status_code == 404
    proposed = ask(fay, "POST", path)
    assert (proposed.status_code, proposed.json()["state"]) == (201, "proposed")
    one = f"/runs/{proposed.json()['id']}"
    assert ask(fay, "POST", f"{one}/confirmation").json()["code"] == "same-person"
    assert ask(ari, "POST", f"{one}/confirmation").json()["state"] == "running"
    run_ready_jobs(["solve"])
    found = ask(fay, "GET", one).json()
    assert (found["state"], found["people"], found["placed"]) == ("checked", 3, 3)
    assert [row["number"] for row in ask(fay, "GET", path).json()["items"]] == [1]
    assert ask(fay, "POST", f"{one}/withdrawal").json()["state"] == "outdated"
