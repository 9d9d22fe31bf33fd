from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from qiao.kit.api import strict_json
from qiao.kit.api.errors import TypeNotAccepted

MEDIA_TYPE = "application/json"


class StrictParser(Parser):
    """Reads bodies and query strings so that nothing reaches a view that a database would choke on."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        # A part of a multipart body comes as a bare request without a type.
        if request.META and request.content_type != MEDIA_TYPE:
            raise TypeNotAccepted(type=MEDIA_TYPE)
        return strict_json.read(request.body)  # type: ignore[no-any-return]  # the schema judges the shape

    def parse_querydict(
        self,
        data: MultiValueDict[str, Any],
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        for name, values in data.lists():
            for text in [name, *(value for value in values if isinstance(value, str))]:
                strict_json.refuse_text(f"query.{name}", text)
        return super().parse_querydict(data, list_fields, request)
