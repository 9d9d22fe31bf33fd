"""Makes the API object that the site fills with the routers of the rooms."""

from functools import cache
from typing import Any, cast

from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from qiao.kit.api.answers import answer_errors
from qiao.kit.api.once import guarded
from qiao.kit.api.openapi import complete
from qiao.kit.api.parser import StrictParser
from qiao.kit.api.reference import Reference
from qiao.kit.api.schemas import Problem

VERSION = "1"


class Api(NinjaAPI):
    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return _document(self, get_language(), path_prefix)

    def document(self, path_prefix: str | None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        schema["components"]["schemas"].setdefault("Problem", Problem.json_schema())
        return cast(OpenAPISchema, complete(schema))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


@cache
def _document(api: Api, language: str, path_prefix: str | None) -> OpenAPISchema:
    """Made once for each language: it changes only with the code."""
    return api.document(path_prefix)


def make_api(*, title: str = "Qiao", description: str = "") -> Api:
    api = Api(
        title=title,
        version=VERSION,
        description=description,
        urls_namespace="api",
        docs=Reference(),
        parser=StrictParser(),
    )
    answer_errors(api)
    api.add_decorator(guarded, mode="operation")
    return api
