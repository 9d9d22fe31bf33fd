"""The page for people who write programs: made from the OpenAPI document, without scripts."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from qiao.kit.api.openapi import anchor, references, type_of


class Reference(DocsBase):
    """The first page says how to ask and lists everything; each part of the API has a page of its own."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema()
        groups = _groups(document)
        part = next((group for group in groups if group["anchor"] == request.GET.get("part")), None)
        context = {
            "document": document,
            "groups": groups,
            "part": part,
            "shapes": _shapes(document, part["operations"]) if part else [],
            "openapi_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "api/reference.html", context)


def _groups(document: dict[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = str((operation.get("tags") or [""])[0])
            groups.setdefault(tag, []).append(_operation(path, method, operation))
    return [
        {"tag": _called(tag), "anchor": anchor(tag), "operations": found} for tag, found in groups.items()
    ]


def _called(tag: str) -> str:
    """A tag is the name of an app, in one or in many; people read what the app is called."""
    names = {config.label: str(config.verbose_name) for config in apps.get_app_configs()}
    return names.get(tag) or names.get(f"{tag}s") or tag.capitalize()


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    good = {status: each for status, each in operation["responses"].items() if int(status) < 400}
    return {
        "anchor": anchor(operation["operationId"]),
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "needs_token": bool(operation.get("security")),
        "parameters": [_parameter(each) for each in operation["parameters"]],
        "body": [(media, _link(each["schema"])) for media, each in body.items()],
        "answers": [(status, _answer(each)) for status, each in good.items()],
        "errors": [status for status in operation["responses"] if int(status) >= 400],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    return {**parameter, "type": type_of(parameter["schema"]), "place": parameter["in"]}


def _answer(response: dict[str, Any]) -> dict[str, str]:
    for content in response.get("content", {}).values():
        return _link(content["schema"])
    return {"type": "", "anchor": ""}


def _link(schema: dict[str, Any]) -> dict[str, str]:
    return {"type": type_of(schema), "anchor": anchor(type_of(schema)) if "$ref" in schema else ""}


def _shapes(document: dict[str, Any], operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The shapes that these operations speak of, and those that the shapes speak of."""
    schemas = document["components"]["schemas"]
    paths = {operation["path"] for operation in operations}
    waiting = references([document["paths"][path] for path in paths])
    found: set[str] = set()
    while waiting:
        found |= waiting
        waiting = references([schemas[name] for name in waiting]) - found
    return [{"name": name, "anchor": anchor(name), "rows": _rows(schemas[name])} for name in sorted(found)]


def _rows(schema: dict[str, Any]) -> list[dict[str, Any]]:
    needed = set(schema.get("required", []))
    return [
        {"name": name, "type": type_of(each), "needed": name in needed, "about": each.get("description", "")}
        for name, each in schema.get("properties", {}).items()
    ] or [{"name": "", "type": type_of(schema), "needed": False, "about": ""}]
