import pytest
from django.test import Client
from django.utils import translation

from qiao.kit.idempotency.models import KeyedRequest
from qiao.rooms.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.api.urls")]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("post", "/api/v1/fail/invalid", 422, "invalid"),
        ("post", "/api/v1/fail/hidden", 404, "not-found"),
        ("post", "/api/v1/fail/model", 422, "invalid"),
        ("post", "/api/v1/fail/crash", 500, "failed"),
        ("get", "/api/v1/things/018f4e2a-0000-7000-8000-000000000000", 404, "not-found"),
        ("get", "/api/v1/things/nonsense", 422, "invalid"),
        ("get", "/api/v1/secret", 401, "token-needed"),
        ("get", "/api/v1/nothing", 404, "not-found"),
        ("delete", "/api/v1/things", 405, "method-not-offered"),
        ("get", "/api/v1/things?size=101", 422, "invalid"),
        ("get", "/api/v1/things?size=" + "9" * 6000, 422, "invalid"),
        ("get", "/api/v1/things?colour=red", 422, "invalid"),
        ("get", "/api/v1/things?cursor=forged", 400, "invalid-cursor"),
        ("get", "/api/v1/things?cursor=%00", 422, "invalid"),
    ],
)
def test_error_is_a_problem(method: str, path: str, status: int, code: str) -> None:
    client = Client(raise_request_exception=False)
    response = getattr(client, method)(path)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/errors/{code}")


def test_problem_names_the_places(client: Client) -> None:
    headers = {"accept-language": "en"}
    response = client.post(
        "/api/v1/things", '{"count":-1,"colour":"red"}', "application/json", headers=headers
    )

    places = {problem["place"]: problem["problem"] for problem in response.json()["problems"]}
    assert places == {
        "body.name": "This is needed.",
        "body.count": "This needs to be 0 or more.",
        "body.colour": "There is no field of this name.",
    }


def test_problem_speaks_the_language_asked_for(client: Client) -> None:
    with translation.override(None):
        response = client.get("/api/v1/secret", headers={"accept-language": "zh-CN,zh;q=0.9"})

    assert response.json()["title"] == "此处需要有效的访问令牌。请以“Authorization: Bearer …”的形式发送。"


def test_method_that_is_not_offered_names_those_that_are(client: Client) -> None:
    response = client.put("/api/v1/things")

    assert sorted(response["Allow"].split(", ")) == ["GET", "POST"]


def test_missing_token_is_asked_for(client: Client) -> None:
    assert client.get("/api/v1/secret")["WWW-Authenticate"].startswith("Bearer")


def test_open_answer_has_an_etag_and_private_one_is_not_stored(client: Client) -> None:
    first = client.get("/api/v1/open")
    again = client.get("/api/v1/open", headers={"if-none-match": first["ETag"]})
    private = client.get("/api/v1/secret", headers={"authorization": "Bearer good"})

    assert first["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert private["Cache-Control"] == "private, no-store"
    assert "ETag" not in private
    assert {"Authorization", "Accept-Language"} <= {name.strip() for name in private["Vary"].split(",")}


def test_pages_follow_one_another_without_gap(client: Client) -> None:
    for number in range(5):
        User.objects.create(email=f"{number}@example.org")
    seen, cursor = [], ""
    for _ in range(3):
        page = client.get("/api/v1/things", {"size": 2, "cursor": cursor}).json()
        seen += [item["email"] for item in page["items"]]
        cursor = page["next"]

    assert seen == [f"{number}@example.org" for number in range(5)]
    assert cursor == ""
    assert page["previous"]


def test_repeated_request_counts_once_and_mismatch_is_refused(client: Client) -> None:
    headers = {"idempotency-key": "key-of-this-test"}
    first = client.post("/api/v1/things", '{"name":"a"}', "application/json", headers=headers)
    again = client.post("/api/v1/things", '{"name":"a"}', "application/json", headers=headers)
    other = client.post("/api/v1/things", '{"name":"b"}', "application/json", headers=headers)

    assert again.json() == first.json()
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert User.objects.count() == 1


def test_refused_request_frees_its_key(client: Client) -> None:
    headers = {"idempotency-key": "key-of-this-test"}
    client.post("/api/v1/things", "{}", "application/json", headers=headers)

    assert KeyedRequest.objects.count() == 0
