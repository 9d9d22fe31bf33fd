import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.api.urls")]


def test_document_is_openapi_3_1_and_declares_problems(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    post = document["paths"]["/api/v1/things"]["post"]["responses"]
    assert {"201", "400", "409", "415", "422", "429"} <= set(post)
    problem = post["422"]["content"]["application/problem+json"]["schema"]
    assert problem == {"$ref": "#/components/schemas/Problem"}


def test_changes_declare_the_idempotency_key(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()

    names = [each["name"] for each in document["paths"]["/api/v1/things"]["post"]["parameters"]]
    assert names == ["Idempotency-Key"]
