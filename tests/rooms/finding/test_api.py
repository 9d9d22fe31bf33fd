"""The search that everybody may ask."""

from typing import get_args

import pytest
from django.test import Client

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.finding.api.search import Degree, PublicSearchQuery, Stage
from qiao.rooms.finding.filters import FILTERS
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_draft, make_opportunity

API = "/api/v1/finding"
ASKED = {"q": "汽车", "kind": ["job", "camp"], "remote": "0", "sort": "newest"}


@pytest.fixture
def posted(host: Organisation, hana: User) -> Opportunity:
    return make_opportunity(host, hana)


def test_the_public_search_answers_everybody_alike(
    client: Client, posted: Opportunity, host: Organisation, hana: User, sam: User
) -> None:
    make_draft(host, hana)
    answer = client.get(f"{API}/search", ASKED)
    told = answer.json()

    assert answer.status_code == 200
    assert [(row["id"], row["host_id"]) for row in told["items"]] == [(str(posted.pk), str(host.pk))]
    assert told["items"][0]["url"].endswith(f"/opportunities/{posted.pk}/")
    assert (told["count"], told["is_counted"]) == (1, True)
    assert next(each["numbers"] for each in told["counts"] if each["name"] == "kind") == {"job": 1}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-cache"
    assert "RateLimit-Limit" in answer
    again = client.get(f"{API}/search", ASKED, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    client.force_login(sam)
    assert client.get(f"{API}/search").json()["count"] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("kind", "holiday"), ("country", "XX"), ("field", "99"), ("language", "klingon"), ("host", "me")),
        *(("when", "soon"), ("sort", "fit"), ("size", "0"), ("q", "a\u202eb"), ("colour", "red")),
    ],
)
def test_the_public_search_refuses_what_it_does_not_know(
    client: Client, posted: Opportunity, name: str, value: str
) -> None:
    answer = client.get(f"{API}/search", {name: value})

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["place"].startswith(f"query.{name}")


@pytest.mark.parametrize("name", ["degree", "stage"])
def test_requirements_are_chosen_as_on_the_page(
    client: Client, posted: Opportunity, hana: User, name: str
) -> None:
    column = {"degree": "degree", "stage": "career_stage"}[name]
    value = {"degree": "master", "stage": "r2"}[name]
    asking = make_opportunity(posted.host, hana, **{column: value})

    def found(*values: str) -> set[str]:
        told = client.get(f"{API}/search", {name: values}).json()
        return {row["id"] for row in told["items"]}

    assert found(value) == {str(asking.pk)}
    assert found("none") == {str(posted.pk)}
    assert found(value, "none") == {str(asking.pk), str(posted.pk)}


def test_every_choice_of_the_page_is_one_of_the_api() -> None:
    chosen = {each.name: each for each in FILTERS if hasattr(each, "choices")}

    for name, shape in {"degree": Degree, "stage": Stage}.items():
        assert set(get_args(shape)) == {str(value) for value, _label in chosen[name].choices}
    assert {each.name for each in FILTERS} == set(PublicSearchQuery.model_fields) - {
        *("q", "sort", "cursor", "size"),
    }
