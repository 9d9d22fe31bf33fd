"""Completes the OpenAPI document with what every operation may answer."""

import re
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext

from qiao.kit.errors.problem import MEDIA_TYPE

_METHODS = {"get", "post", "put", "patch", "delete"}
_UNSAFE = _METHODS - {"get"}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key makes a repeated request count once; the first answer is given again.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete_operation(path, method, operation)
    return document


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    statuses = _statuses(path, method, operation)
    operation["summary"] = gettext(operation["summary"])
    if method in _UNSAFE:
        operation["parameters"] = [*operation["parameters"], _IDEMPOTENCY_KEY]
    for status in statuses | {status for status in operation["responses"] if int(status) >= 400}:
        operation["responses"][status] = _problem(status)
    operation["responses"] = dict(sorted(operation["responses"].items(), key=lambda item: int(item[0])))


def _statuses(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    statuses = {400, 429}
    if operation.get("security"):
        statuses |= {401, 403, 404}
    if "{" in path:
        statuses |= {404, 422}
    if operation["parameters"]:
        statuses |= {422}
    if "requestBody" in operation:
        statuses |= {413, 415, 422}
    return statuses | ({409, 422} if method in _UNSAFE else set())


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}


def type_of(schema: dict[str, Any]) -> str:
    """A field's type in one word or two, for the page that people read."""
    if reference := schema.get("$ref"):
        return str(reference).rsplit("/", 1)[-1]
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(type_of(part) for part in schema[several]))
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if values := schema.get("enum"):
        return " | ".join(map(str, values))
    return str(schema.get("format") or schema.get("const") or schema.get("type") or "any")


def anchor(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def references(value: Any) -> set[str]:
    """The names of all schemas that a piece of the document refers to."""
    if isinstance(value, dict):
        own = {str(value["$ref"]).rsplit("/", 1)[-1]} if "$ref" in value else set()
        return own.union(*(references(part) for part in value.values()))
    return set().union(*(references(part) for part in value)) if isinstance(value, list) else set()
