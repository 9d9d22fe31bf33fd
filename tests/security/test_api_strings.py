"""Hostile strings in every text of every body that the API takes, found in its own description."""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.scopes import scopes
from qiao.rooms.offers.domain.giving import planned
from qiao.rooms.opportunities.kinds import kind_of
from qiao.rooms.reviews.domain.rubric import criteria_of
from tests.security.strings import NEVER, Row, of_today, rows
from tests.site.test_access_matrix import least, routes, without_names
from tests.support.world import World, build_world, fill

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# Texts with a rule of their own, and what each takes. A text that takes no sentence and is not here is red.
EXAMPLES: dict[str, Any] = {
    "language": "en",
    "time_zone": "Asia/Shanghai",
    "ror_id": "https://ror.org/03cve4549",
    "credit_code": "91350100M000100Y43",
    "country": "CN",
    "website": "https://plain.example/",
    "email": "new@plain.example",
    "head_email": "new@plain.example",
    "orcid": "0000-0002-1825-0097",
    "phone": "+86 21 5555 0100",
    "code": "vegetarian",
    "nationality": "US",
    "currency": "CNY",
    "query": "q=lidar",
    "seen": "",  # what the world shows: `_rows`
}
CODES = {"/cohort": "PLAIN99", "/fields": "0716"}  # by the address of what has a code of its own kind
MOMENTS = {
    "starts_on": "2099-05-11",
    "ends_on": "2099-05-12",
    "starts_at": "2099-05-11T09:00:00+08:00",
    "ends_at": "2099-05-11T10:00:00+08:00",
    "opens_at": "2098-05-11T09:00:00+08:00",
    "closes_at": "2098-06-11T09:00:00+08:00",
    "lists_due_at": "2099-06-11T09:00:00+08:00",
    "publish_at": "2099-06-12T09:00:00+08:00",
    "answers_due_at": "2099-06-13T09:00:00+08:00",
}
WRITERS = ("operator", "owner", "member", "manager")  # an exchange is not the operator's to change
LISTS = {"mapping", "languages"}  # of names that the site knows
STATES = {"decisions", "mapping"}  # need a table that was checked: tests/kit/imports/test_api.py


@dataclass
class Operation:
    """One address and method with a body; `texts` are the ways to each text in it."""

    client: Client
    method: str
    path: str
    plain: dict[str, Any]
    texts: list[tuple[tuple[Any, ...], int]]

    @cached_property
    def lines(self) -> set[tuple[Any, ...]]:
        """The texts that may have several lines."""
        return {way for way, _room in self.texts if self.send({way: "a\nb"}).status_code < 300}

    def send(self, values: dict[tuple[Any, ...], str]) -> Any:
        body = json.loads(json.dumps(self.plain))
        for way, value in values.items():
            _put(body, way, value)
        with transaction.atomic():
            answer = self.client.generic(self.method, self.path, json.dumps(body), "application/json")
            transaction.set_rollback(True)
        return answer

    @property
    def free(self) -> list[tuple[tuple[Any, ...], int]]:
        return [(way, room) for way, room in self.texts if way[-1] not in EXAMPLES]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@pytest.fixture
def operations() -> list[Operation]:
    world = build_world()
    prepared = str(world.rows["prepared_round"].pk)  # its rules may still be changed
    world.values |= dict.fromkeys(("rounds/round_id/", "rounds/round_id/posts"), prepared)
    return list(_operations(world))


def _operations(world: World) -> Iterator[Operation]:
    schema = json.loads(Client().get("/api/v1/openapi.json").content)
    paths = {without_names(route): route for route in routes() if route.startswith("api/")}
    programs = [_program(world, role) for role in WRITERS]
    for template, methods in schema["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content and not STATES & {template.rsplit("/", 1)[1]}:
                texts = [
                    each for each in _texts(content["schema"], schema) if _may_have(template, each, world)
                ]
                path = fill(paths[without_names(template)], world)
                plain = _plain(template, content["schema"], schema, world, texts)
                tries = [Operation(each, method.upper(), path, plain, texts) for each in programs]
                yield next((each for each in tries if each.send({}).status_code < 300), tries[0])


def _may_have(template: str, text: tuple[tuple[Any, ...], int], world: World) -> bool:
    """An opportunity has the details of its kind alone."""
    own = kind_of(world.rows["opportunity"]).detail_fields
    return not template.endswith("/detail") or text[0][0] in own


def _program(world: World, role: str) -> Client:
    """With a token that may do everything that its owner may."""
    expires_at = timezone.now() + timedelta(days=1)
    names = [name for name, _scope in scopes.items()]
    secret = create_token(world.users[role], name="x", scope_names=names, expires_at=expires_at)[1]
    return Client(
        headers={"authorization": f"Bearer {secret}", "accept-language": "en"}, raise_request_exception=False
    )


def _plain(
    template: str,
    part: dict[str, Any],
    schema: dict[str, Any],
    world: World,
    texts: list[tuple[tuple[Any, ...], int]],
) -> dict[str, Any]:
    body: dict[str, Any] = least(part, schema)
    body |= {"kind": "university"} if "names" in body else {}
    for way, row in _lists(part, schema):
        body |= {way: [least(row, schema)]} if way not in LISTS | {"names"} else {}
    _known(body, MOMENTS | _rows(world))
    known = EXAMPLES | _rows(world)
    for number, (way, room) in enumerate(texts):
        _put(body, way, known.get(way[-1], f"Plain {number}"[:room]))
    return body | _code_for(template, body) | _intake_for(template, world)


def _code_for(template: str, body: dict[str, Any]) -> dict[str, str]:
    found = [code for part, code in CODES.items() if part in template]
    return {"code": found[0]} if found and "code" in body else {}


def _intake_for(template: str, world: World) -> dict[str, str]:
    return {"intake_id": str(world.rows["spare_intake"].pk)} if template.endswith("/posts") else {}


def _texts(
    part: dict[str, Any], schema: dict[str, Any], way: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Every string without a format or a choice of values, with its longest length."""
    if "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    for several in itertools.chain(part.get("anyOf", []), part.get("allOf", [])):
        yield from _texts(several, schema, way)
    for name, child in part.get("properties", {}).items():
        yield from _texts(child, schema, (*way, name)) if name not in LISTS else ()
    if part.get("type") == "array" and "$ref" in part["items"]:
        yield from _texts(part["items"], schema, (*way, 0))
    if part.get("type") == "string" and not part.keys() & {"enum", "const", "format"}:
        yield way, part["maxLength"]


def _lists(part: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lists of shapes of a body, with the shape of a row."""
    found = schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part
    for name, child in found.get("properties", {}).items():
        if "$ref" in child.get("items", {}):
            yield name, child["items"]


def _rows(world: World) -> dict[str, Any]:
    """What a body may name of the world."""
    places = [str(world.rows["places"][name].pk) for name in ("venue", "station")]
    party = world.rows["meeting_party"]
    wanted = party.round.parties.exclude(partner=None).first()
    points = [{"criterion_id": str(each.pk), "points": 1} for each in criteria_of(world.rows["panel"])]
    ids = {name: value for name, value in world.values.items() if name.endswith("_id")}
    partner, hall = world.rows["organiser"].pk, dict(zip(("one_id", "other_id"), places, strict=True))
    named = {"partner_id": str(partner), "wanted_id": str(wanted.pk), "points": points}
    return ids | hall | named | _of_applications(world) | {"host_id": str(world.rows["organisation"].pk)}


def _of_applications(world: World) -> dict[str, Any]:
    later = timezone.now() + timedelta(days=20)
    return {
        "answer_until": later.isoformat(),
        "enrolment_id": world.values["enrolments/enrolment_id"],
        "place_ids": [world.values["offers/waiting/pk"]],
        "seen": planned(world.rows["ranked_intake"], 1).fingerprint,
        "university_ids": [world.values["merge/absorbed_pk"]],
    }


def _known(body: Any, values: dict[str, Any]) -> None:
    for row in body if isinstance(body, list) else []:
        _known(row, values)
    for name, value in body.items() if isinstance(body, dict) else []:
        _known(value, values)
        body[name] = values.get(name, value)


def _put(body: Any, way: tuple[Any, ...], value: Any) -> None:
    for step, after in itertools.pairwise(way):
        if isinstance(body, list):
            body += [{}] if not body else []
            body = body[step]
        else:
            body = body.setdefault(step, [] if isinstance(after, int) else {})
    body[way[-1]] = value


def test_every_body_takes_plain_texts(operations: list[Operation]) -> None:
    answers = {str(operation): operation.send({}) for operation in operations}

    assert len([operation for operation in operations if operation.free]) > 6
    assert {name: answer.content for name, answer in answers.items() if answer.status_code >= 300} == {}


def test_controls_come_back_as_they_are(operations: list[Operation]) -> None:
    controls = [row for row in rows() if row.ok]
    wrong = []
    for operation in operations:
        for turn in range(0, len(controls), max(len(operation.free), 1)):
            fit = {way: [row for row in controls if len(row.value) <= room] for way, room in operation.free}
            given = {way: fit[way][(turn + place) % len(fit[way])] for place, way in enumerate(fit)}
            answer = operation.send({way: row.value for way, row in given.items()}) if given else None
            said = json.loads(answer.content) if answer else None
            if answer and (answer.status_code >= 300 or not _holds(operation, said, given)):
                wrong.append((str(operation), answer.status_code, said, given))

    assert wrong == []


def _holds(operation: Operation, said: Any, given: dict[tuple[Any, ...], Row]) -> bool:
    """The answer shows each text that it names as it was sent, composed."""
    shown = set(_strings(said))
    names = set(re.findall(r'"(\w+)":', json.dumps(said)))
    return all(row.composed in shown for way, row in given.items() if way[-1] in names and way[0] != "names")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _strings(child)


@pytest.mark.once
def test_what_must_be_refused_is_refused_with_a_sentence(operations: list[Operation]) -> None:
    refused = [row for row in rows() if row.must_be_refused]
    wrong = []
    for operation, row in itertools.product(of_today(operations), refused):
        for way, room in operation.texts if row.value in NEVER else operation.free:
            answer = operation.send({way: row.value})
            is_due = way[-1] in EXAMPLES or not _may_stand(operation, way, room, row)
            if answer.status_code >= 500 or (is_due and not _names_the_place(answer, way)):
                wrong.append((str(operation), way, row, answer.status_code, answer.content[:300]))

    assert wrong == []


def _may_stand(operation: Operation, way: tuple[Any, ...], room: int, row: Row) -> bool:
    """What only a name may not hold, where it is no name; what is only too long, where there is room."""
    is_plain = row.value.isprintable() and len(row.value) > 200
    return row.is_line and (way in operation.lines or (is_plain and len(row.value) <= room))


def _names_the_place(answer: Any, way: tuple[Any, ...]) -> bool:
    problems = json.loads(answer.content).get("problems", [])
    return answer.status_code == 422 and any(
        way[-1] in each["place"] and len(each["problem"]) > 10 for each in problems
    )


def test_markup_and_templates_come_back_as_text(operations: list[Operation]) -> None:
    wrong = []
    for operation in operations:
        packs = {way: list(_packs(room)) for way, room in operation.free}
        for turn in range(max(map(len, packs.values()), default=0)):
            given = {way: Row(pack[turn % len(pack)], ok=True) for way, pack in packs.items()}
            answer = operation.send({way: row.value for way, row in given.items()})
            said = json.loads(answer.content)
            if answer.status_code >= 300 or not _is_data(answer) or not _holds(operation, said, given):
                wrong.append((str(operation), answer.status_code, said, given))

    assert wrong == []


def _packs(room: int) -> Iterator[str]:
    """All strings that the field takes, as many together as there is room for."""
    inert = [row.value for row in rows() if row.inert and not any(ord(letter) < 32 for letter in row.value)]
    pack = ""
    for value in [value for value in inert if len(value) <= room]:
        if len(pack) + len(value) + 3 > room:
            yield pack
            pack = ""
        pack += f" § {value}" if pack else value
    yield pack


def _is_data(answer: Any) -> bool:
    return "json" in answer.headers["Content-Type"] and answer.headers["X-Content-Type-Options"] == "nosniff"
