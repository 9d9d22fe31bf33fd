"""Every URL and API route, times everyone who may ask: the answer is the one written in access_matrix.txt.

A pattern that the table does not name is red, so a new URL cannot be forgotten. To propose rows for review:
QIAO_WRITE_MATRIX=1 pytest tests/site/test_access_matrix.py
"""

import json
import os
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation

from tests.support.usage import _is_own, walk_patterns
from tests.support.world import ROLES, World, cookies_of, fill, lent_world

TABLE = Path(__file__).with_name("access_matrix.txt")
PAGE_METHODS = ("GET", "POST")
# On PostgreSQL daily: what a role may do is no matter of the database, and these two reach nearly every page.
REACHING = ("member", "operator")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def routes() -> list[str]:
    """Own patterns and those of the sign-in library, each once."""
    with translation.override("en"):  # a request before may have left another language behind
        found = {
            route
            for route, pattern in walk_patterns()
            if _is_own(pattern) or pattern.lookup_str.startswith(("allauth.", "ninja."))
        }
    return sorted(found)


def methods(route: str) -> tuple[str, ...]:
    return API_METHODS if route.startswith("api/") else PAGE_METHODS


def kind(response: HttpResponseBase) -> str:
    """login, prove (who it is, again), deny, none (the method is not served), bad (what was sent or what is
    stored does not allow it), ok, or 5xx."""
    status = response.status_code
    if status in {301, 302} and "/account/login/" in response.headers.get("Location", ""):
        return "login"
    if status in {301, 302} and "reauthenticat" in response.headers.get("Location", ""):
        return "prove"
    if status in {401, 403, 404}:
        return "deny"
    if status == 405:
        return "none"
    if status >= 500:
        return "5xx"
    return "bad" if status >= 400 else "ok"


def ask(client: Client, method: str, path: str, body: dict[str, Any] | None = None) -> str:
    """One request whose writes are taken back."""
    given: dict[str, Any] = (
        {} if body is None else {"content_type": "application/json", "data": json.dumps(body)}
    )
    with transaction.atomic():
        response = getattr(client, method.lower())(path, **(given if method != "GET" else {}))
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return kind(response)


@cache
def bodies() -> dict[tuple[str, str], dict[str, Any]]:
    """The least body that each operation of the API takes, made from its own description: what answers then
    is the permission and not the parser."""
    schema = json.loads(Client().get("/api/v1/openapi.json").content)
    found = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                found[method.upper(), without_names(path)] = least(content["schema"], schema)
    return found


def without_names(path: str) -> str:
    return re.sub(r"[<{][^>}]*[>}]", "*", path).strip("/")


def least(part: dict[str, Any], schema: dict[str, Any]) -> Any:
    if "$ref" in part:
        return least(schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]], schema)
    if "enum" in part or "const" in part:
        return part.get("const", part.get("enum", [None])[0])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in part:
            return least(part[several][0], schema)
    if part.get("type") == "object":
        needed = part.get("required", [])
        return {name: least(part["properties"][name], schema) for name in needed}
    if part.get("type") == "array":
        return [least(part["items"], schema)] * part.get("minItems", 0)
    return _least_value(part)


def _least_value(part: dict[str, Any]) -> Any:
    formats = {
        "email": "new@world.example",
        "uuid": "00000000-0000-0000-0000-000000000000",
        "date": "2099-05-10",
        "date-time": "2099-05-10T09:00:00Z",
    }
    if part.get("type") == "string":
        return formats.get(part.get("format", ""), "x" * max(1, part.get("minLength", 1)))
    return {"integer": 1, "number": 1, "boolean": True}.get(part.get("type", ""))


def expected() -> dict[tuple[str, str], dict[str, str]]:
    table = {}
    for line in TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []:
        if line and not line.startswith("#"):
            method, route, *cells = line.split()
            table[method, route] = dict(zip(ROLES, cells, strict=True))
    return table


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with lent_world(django_db_blocker) as world:
        yield world


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level("CRITICAL", logger="django"):
        yield


def answers(world: World, role: str) -> dict[tuple[str, str], str]:
    """One sign-in for all requests: what each changed is taken back, its cookies too."""
    found = {}
    client = world.client(role)
    signed_in = cookies_of(client)
    for route in routes():
        for method in methods(route):
            body = bodies().get((method, without_names(route)), {}) if route.startswith("api/") else None
            client.cookies = deepcopy(signed_in)
            found[method, route] = ask(client, method, fill(route, world), body)
    return found


@pytest.mark.timeout(900)
@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [each if each in REACHING else pytest.param(each, marks=pytest.mark.once) for each in ROLES]
)
def test_each_url_answers_as_written(world: World, role: str) -> None:
    if os.environ.get("QIAO_WRITE_MATRIX"):
        pytest.skip("writing")
    table = expected()

    found = answers(world, role)

    wrong = {
        f"{method} {route}": f"{answer}, written: {table.get((method, route), {}).get(role, 'nothing')}"
        for (method, route), answer in found.items()
        if answer != table.get((method, route), {}).get(role)
    }
    assert wrong == {}


def test_table_names_only_urls_that_exist() -> None:
    real = {(method, route) for route in routes() for method in methods(route)}

    assert set(expected()) - real == set()


@pytest.mark.skipif(
    not os.environ.get("QIAO_WRITE_MATRIX"), reason="set QIAO_WRITE_MATRIX=1 to write the table"
)
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_write_the_table(world: World) -> None:
    found = {role: answers(world, role) for role in ROLES}
    width = max(len(route) for _method, route in found[ROLES[0]])
    lines = [f"# {'method':6} {'route':{width}} " + " ".join(f"{role:9}" for role in ROLES)]
    for method, route in found[ROLES[0]]:
        cells = " ".join(f"{found[role][method, route]:9}" for role in ROLES)
        lines.append(f"{method:8} {route:{width}} {cells}".rstrip())

    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
