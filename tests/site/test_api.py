"""The whole API: every operation against its own document, as everyone who may ask."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy, one_of
from ninja.openapi.schema import OpenAPISchema
from schemathesis.generation import GenerationMode

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.scopes import scopes
from qiao.site.api import api
from tests.support.world import World, lent_world

ROLES = ("anonymous", "member", "operator")


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get_openapi_schema()["paths"]
    return [
        (method.upper(), path, each) for path, methods in paths.items() for method, each in methods.items()
    ]


@pytest.mark.parametrize(
    ("method", "path", "operation"), operations(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_operation_declares_its_refusals(method: str, path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    needed = {400, 429}
    needed |= {401, 403, 404} if operation.get("security") else set()
    needed |= {413, 415, 422} if "requestBody" in operation else set()
    needed |= {409} if method != "GET" else set()

    assert needed <= {int(status) for status in responses}
    for status, response in responses.items():
        if int(status) >= 400:
            assert list(response["content"]) == ["application/problem+json"]


def test_every_operation_is_said_in_both_languages() -> None:
    from django.utils import translation

    with translation.override("en"):
        english = {operation["operationId"]: operation["summary"] for _m, _p, operation in operations()}
    with translation.override("zh-hans"):
        chinese = {operation["operationId"]: operation["summary"] for _m, _p, operation in operations()}

    assert english.keys() == chinese.keys()
    assert {name for name in english if english[name] == chinese[name]} == set()


def test_operation_ids_are_unique() -> None:
    names = [operation["operationId"] for _method, _path, operation in operations()]

    assert sorted(set(names)) == sorted(names)


class Meanings(OpenAPISchema):
    """Of a name that two rooms give to two shapes, the document would keep the last."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        self.doubled = getattr(self, "doubled", set())
        for name, shape in definitions.items():
            self.doubled |= {name} if self.schemas.setdefault(name, shape) != shape else set()


def test_every_name_of_a_shape_means_one_shape() -> None:
    document = Meanings(api, "/api/v1/")

    assert "MemberOut" in document.schemas
    assert document.doubled == set()


def test_unknown_address_answers_as_a_problem(client: Client, db: None) -> None:
    for path in ("/api/", "/api/v1/nothing", "/api/v2/activities", "/api/v1/"):
        response = client.get(path)
        assert response.status_code == 404, path
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_reference_page_shows_every_operation(client: Client, db: None, language: str) -> None:
    page = client.get(reverse("api:openapi-view"), headers={"accept-language": language})
    text = page.content.decode()

    assert page.status_code == 200
    assert '<script src="https://' not in text
    for _method, path, _operation in operations():
        assert f"<code>{path}</code>" in text


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with lent_world(django_db_blocker) as world:
        yield world


def token(user: User) -> str:
    later = timezone.now() + timedelta(days=1)
    _row, shown = create_token(user, name="all", scope_names=scopes.names(), expires_at=later)
    return shown


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """As the test client of Django does: a request must not close the connection of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def documented(world: World, role: str) -> Any:
    """The document as read over WSGI, asked as one of the roles."""
    bearer = "" if role == "anonymous" else token(world.users[role])
    config = schemathesis.Config.from_dict(
        {"auth": {"openapi": {"TokenAuth": {"bearer": bearer}}}} if bearer else {}
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)
    # No schema can say every rule: a time zone that exists is text (422), a cursor is signed (400).
    schema.config.checks.positive_data_acceptance.expected_statuses += ["400", "422"]
    return schema


def strategy(operation: Any, world: World) -> SearchStrategy[Any]:
    """Good and bad requests, at addresses that do not exist and at those of the world."""
    names = [name for name in re.findall(r"{(\w+)}", operation.path) if name in world.values]
    known = {name: world.values[name] for name in names}
    return one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE, path_parameters=known),
    )


def broken_words(world: World, role: str, examples: int, heard: Counter[int], *, edges: bool) -> list[str]:
    """What the checks of schemathesis found wrong, one text for each operation."""
    schema = documented(world, role)
    found = []
    for result in schema.get_all_operations():
        operation = result.ok()
        try:
            _fuzz(operation, world, examples, heard)
            if edges:
                _cover(schema, operation, heard)
        except BaseExceptionGroup as error:
            found.append(f"{operation.label}: {[str(each) for each in error.exceptions]}")
    return found


def _fuzz(operation: Any, world: World, examples: int, heard: Counter[int]) -> None:
    @given(case=strategy(operation, world))
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def keep(case: Any) -> None:
        _keep_word(case, heard)

    keep()


def _cover(schema: Any, operation: Any, heard: Counter[int]) -> None:
    """The edges: each bound of each field, missing and doubled parameters, methods that are not offered."""
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    for case in schema.iter_coverage_cases(
        operation, generation_modes=modes, generation_config=schema.config.generation
    ):
        _keep_word(case, heard)


def _keep_word(case: Any, heard: Counter[int]) -> None:
    """Every check on the answer, whose writes are taken back."""
    with transaction.atomic():
        response = case.call()
        transaction.set_rollback(True)
    heard[response.status_code] += 1
    case.validate_response(response)


EXAMPLES = {"anonymous": 1, "member": 4, "operator": 4}  # an operation
EXPECTED = {"anonymous": {401}, "member": {200, 404, 422}, "operator": {200, 404, 422}}


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_every_operation_keeps_its_word(world: World, role: str) -> None:
    heard: Counter[int] = Counter()
    edges = role == "operator" and connection.vendor == "sqlite"

    assert "\n".join(broken_words(world, role, EXAMPLES[role], heard, edges=edges)) == ""
    assert EXPECTED[role] <= set(heard)  # the control: it got in, and was refused


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_every_operation_keeps_its_word_at_length(world: World, role: str) -> None:
    assert "\n".join(broken_words(world, role, 200, Counter(), edges=True)) == ""


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.urls("tests.kit.api.urls")
def test_checks_notice_a_crash(db: None) -> None:
    app = get_wsgi_application()
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)["/api/v1/fail/{how}"]["POST"]
    case = operation.Case(path_parameters={"how": "crash"})

    with pytest.raises(BaseExceptionGroup, match="failure"):
        case.call_and_validate()
