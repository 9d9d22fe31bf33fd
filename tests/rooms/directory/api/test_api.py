"""The API shows and changes what the same account sees and may change on the pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.merge import merge_organisations
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.models import Equipment, Organisation, Person, Unit

ROOT = "/api/v1/directory"
Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """A program with a token of the user; `scopes` are what the token may."""

    tokens: dict[Any, str] = {}

    def token_of(user: User, scopes: tuple[str, ...]) -> str:
        if (user.pk, scopes) not in tokens:
            names = [f"directory.{scope}" for scope in scopes]
            expires_at = timezone.now() + timedelta(days=1)
            tokens[user.pk, scopes] = create_token(user, name="x", scope_names=names, expires_at=expires_at)[
                1
            ]
        return tokens[user.pk, scopes]

    def asked(
        user: User | None,
        method: str,
        path: str,
        body: Any = None,
        scopes: tuple[str, ...] = ("read", "write"),
    ) -> Any:
        headers = {"Accept-Language": "en"}
        if user is not None:
            headers["Authorization"] = f"Bearer {token_of(user, scopes)}"
        content = b"" if body is None else json.dumps(body).encode()
        return Client().generic(method, ROOT + path, content, "application/json", headers=headers)

    return asked


def test_a_program_without_a_token_or_scope_is_refused(ask: Ask, owner: User, columbia: Organisation) -> None:
    assert ask(None, "GET", "/organisations").status_code == 401
    assert ask(owner, "GET", "/organisations", scopes=("write",)).status_code == 403
    assert (
        ask(owner, "PATCH", f"/organisations/{columbia.pk}", {"city_en": "x"}, scopes=("read",)).status_code
        == 403
    )


def test_organisations_are_listed_searched_and_paged(
    ask: Ask, stranger: User, make: Any, columbia: Organisation
) -> None:
    make("Duke University", "杜克大学", kind="company", country="SG")
    make("Draft", state="draft")

    first = ask(stranger, "GET", "/organisations?size=1").json()
    rest = ask(stranger, "GET", f"/organisations?size=1&cursor={first['next']}").json()

    assert [row["name_en"] for row in first["items"] + rest["items"]] == [
        "Columbia University",
        "Duke University",
    ]
    assert rest["next"] == ""
    for query in ("q=杜克", "kind=company", "country=SG", "q=duke&country=SG"):
        found = ask(stranger, "GET", f"/organisations?{query}").json()["items"]
        assert [row["name_zh"] for row in found] == ["杜克大学"]


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_list_takes_the_same_queries(
    ask: Ask, stranger: User, make: Any, django_assert_max_num_queries: Any, number: int
) -> None:
    for each in range(number):
        make(f"University {each}")
    created = ask(stranger, "GET", "/organisations")

    with django_assert_max_num_queries(14):
        created = ask(stranger, "GET", "/organisations")
    assert len(created.json()["items"]) == number


def test_an_organisation_is_entered_changed_and_published(ask: Ask, stranger: User, operator: User) -> None:
    body = {
        "kind": "university",
        "country": "US",
        "ror_id": "https://ror.org/00py81415",
        "latitude": 36.0014123,
        "longitude": -78.9382,
        "names": [{"value": "Duke University", "language": "en"}, {"value": "杜克大学", "language": "zh"}],
    }
    made = ask(stranger, "POST", "/organisations", body)
    address = f"/organisations/{made.json()['id']}"

    assert (made.status_code, made.json()["ror_id"], made.json()["publication"]) == (
        201,
        "00py81415",
        "draft",
    )
    assert made.json()["latitude"] == "36.00141"
    changed = ask(stranger, "PATCH", address, {"city_en": "Durham"})
    assert (changed.status_code, changed.json()["city_en"], changed.json()["name_zh"]) == (
        200,
        "Durham",
        "杜克大学",
    )
    assert ask(stranger, "PUT", f"{address}/publication", {"state": "published"}).status_code == 404
    assert ask(operator, "PUT", f"{address}/publication", {"state": "published"}).status_code == 200
    assert ask(operator, "PUT", f"{address}/publication", {"state": "published"}).status_code == 409


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"ror_id": "00hj8s173"}, "body.ror_id"),
        ({"country": "XX"}, "body.country"),
        ({"kind": None}, "body.kind"),
        ({"website": "javascript:1"}, "body.website"),
        ({"latitude": 91.0}, "body.latitude"),
        ({"provenance": "story"}, "body.provenance"),
        ({"publication": "published"}, "body.publication"),
        ({"city_en": 7}, "body.city_en"),
        ({"city_en": "x" * 101}, "body.city_en"),
        ({"positioning_zh": "\u202ex"}, "body.positioning_zh"),
    ],
)
def test_a_refusal_names_the_place(
    ask: Ask, owner: User, columbia: Organisation, body: Any, place: str
) -> None:
    answer = ask(owner, "PATCH", f"/organisations/{columbia.pk}", body)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert place in {problem["place"] for problem in answer.json()["problems"]}


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("manager", 200), ("member", 404), ("stranger", 404)]
)
def test_who_changes_a_profile(
    request: pytest.FixtureRequest, ask: Ask, columbia: Organisation, who: str, status: int
) -> None:
    answer = ask(request.getfixturevalue(who), "PATCH", f"/organisations/{columbia.pk}", {"city_en": "Paris"})

    assert answer.status_code == status


def test_the_id_of_a_merged_entry_gives_the_other(
    ask: Ask, stranger: User, operator: User, columbia: Organisation, make: Any
) -> None:
    other = make("Columbia University")
    merge_organisations(columbia, absorbed=other, actor=operator)

    assert ask(stranger, "GET", f"/organisations/{other.pk}").json()["id"] == str(columbia.pk)


def test_names_are_added_changed_and_removed(
    ask: Ask, owner: User, stranger: User, columbia: Organisation
) -> None:
    address = f"/organisations/{columbia.pk}/names"
    body = {"value": "哥大", "language": "zh", "kind": "alias", "is_preferred": False}

    added = ask(owner, "POST", address, body)
    assert added.status_code == 201
    own = f"{address}/{added.json()['id']}"
    assert ask(owner, "PUT", own, body | {"source": "usage"}).json()["source"] == "usage"
    assert ask(stranger, "PUT", own, body).status_code == 404
    assert ask(stranger, "DELETE", own).status_code == 404
    assert len(ask(stranger, "GET", address).json()) == 3
    assert ask(owner, "DELETE", own).status_code == 204
    assert ask(owner, "DELETE", own).status_code == 404


def test_a_name_of_another_organisation_is_not_reached(
    ask: Ask, owner: User, columbia: Organisation, make: Any
) -> None:
    foreign = make("Duke University").names.get()

    assert ask(owner, "DELETE", f"/organisations/{columbia.pk}/names/{foreign.pk}").status_code == 404


def test_units_are_added_changed_and_removed(
    ask: Ask, owner: User, columbia: Organisation, make: Any
) -> None:
    address = f"/organisations/{columbia.pk}/units"

    school = ask(owner, "POST", address, {"name_en": "School"}).json()
    lab = ask(
        owner, "POST", address, {"name_zh": "实验室", "kind": "laboratory", "parent_id": school["id"]}
    ).json()
    add_part(Equipment(unit=Unit.objects.get(pk=lab["id"]), name_en="Arm", quantity=2), actor=owner)

    assert lab["parent_id"] == school["id"]
    assert ask(owner, "DELETE", f"{address}/{school['id']}").status_code == 409
    changed = ask(owner, "PATCH", f"{address}/{lab['id']}", {"name_en": "Lab"}).json()
    assert (changed["name_zh"], changed["name_en"], changed["equipment"][0]["quantity"]) == (
        "实验室",
        "Lab",
        2,
    )
    foreign = make("Duke").units.create(name_en="Pratt School")
    assert ask(owner, "PATCH", f"{address}/{lab['id']}", {"parent_id": str(foreign.pk)}).status_code == 404
    assert ask(owner, "POST", address, {}).status_code == 422
    assert ask(owner, "DELETE", f"{address}/{lab['id']}").status_code == 204


def test_members_are_invited_changed_and_removed(
    ask: Ask, owner: User, manager: User, member: User, stranger: User, columbia: Organisation
) -> None:
    address = f"/organisations/{columbia.pk}/memberships"
    row = member.memberships.get()

    assert ask(stranger, "GET", address).status_code == 404
    assert len(ask(member, "GET", address).json()) == 3
    assert ask(owner, "POST", address, {"email": "new@columbia.edu", "role": "owner"}).status_code == 202
    assert ask(manager, "POST", address, {"email": "b@columbia.edu", "role": "owner"}).status_code == 404
    assert ask(owner, "POST", address, {"email": "no address"}).status_code == 422
    assert OutboxMail.objects.filter(recipient="new@columbia.edu").count() == 1
    assert ask(manager, "PATCH", f"{address}/{row.pk}", {"role": "owner"}).status_code == 404
    assert ask(owner, "PATCH", f"{address}/{row.pk}", {"role": "manager"}).json()["role"] == "manager"
    assert ask(owner, "DELETE", f"{address}/{owner.memberships.get().pk}").status_code == 409
    assert ask(owner, "DELETE", f"{address}/{row.pk}").status_code == 204


def test_people_show_what_the_reader_may_see(
    ask: Ask, operator: User, member: User, stranger: User, lin: Person
) -> None:
    body = {"email": "lin@columbia.edu", "email_visibility": "organisation", "phone": "+1 212 555 0100"}

    assert ask(operator, "PATCH", f"/people/{lin.pk}", body).json()["phone"] == "+1 212 555 0100"
    seen = ask(member, "GET", f"/people/{lin.pk}").json()
    assert (seen["email"], seen["phone"]) == ("lin@columbia.edu", "")
    assert seen["affiliations"][0]["organisation_en"] == "Columbia University"
    assert ask(stranger, "GET", f"/people/{lin.pk}").status_code == 404
    assert ask(member, "PATCH", f"/people/{lin.pk}", {"about_en": "x"}).status_code == 404
    assert ask(stranger, "GET", "/people").json()["items"] == []
    assert [row["name_zh"] for row in ask(member, "GET", "/people?q=linwen").json()["items"]] == ["林文"]
    lin.refresh_from_db()
    assert lin.phone == "+1 212 555 0100"


@pytest.mark.parametrize(
    "path",
    [
        "/organisations?cursor=x",
        "/organisations?size=0",
        "/organisations?kind=x",
        "/organisations/1",
        "/people?size=999",
        "/organisations?x=1",
    ],
)
def test_a_wrong_address_is_refused(ask: Ask, stranger: User, path: str) -> None:
    assert 400 <= ask(stranger, "GET", path).status_code < 500
