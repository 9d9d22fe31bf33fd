"""JSON as RFC 8259 means it, with bounds. Whatever one of our databases could not store is refused here."""

import json
import re
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qiao.kit.api.errors import Malformed
from qiao.kit.errors import Invalid
from qiao.kit.text import validate_utf8

DEEPEST = 32
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def read(body: bytes) -> Any:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed(reason=_("it is not UTF-8.")) from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_number, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        where = _("not JSON at line %(line)d, column %(column)d.")
        raise Malformed(reason=where % {"line": error.lineno, "column": error.colno}) from None
    _refuse_unstorable(value)
    return value


def _refuse_depth(text: str) -> None:
    depth = 0
    for found in _STRUCTURE.finditer(text):
        mark = found.group()
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        if depth > DEEPEST:
            raise Malformed(reason=_("it is nested too deep."))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Malformed(reason=_("a name stands twice in one object."))
    return result


def _integer(digits: str) -> int:
    if len(digits) > 20 or not _SMALLEST <= (value := int(digits)) <= _LARGEST:
        raise Malformed(reason=_("a number is too large."))
    return value


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Malformed(reason=_("a number is too large."))
    return value


def _constant(name: str) -> NoReturn:
    raise Malformed(reason=_("%(name)s is not a JSON number.") % {"name": name})


def _refuse_unstorable(value: Any) -> None:
    waiting: list[tuple[str, Any]] = [("body", value)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str):
            refuse_text(place, value)
        elif isinstance(value, dict):
            for key in value:
                refuse_text(place, key)
            waiting += [(f"{place}.{key}", part) for key, part in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}.{number}", part) for number, part in enumerate(value)]


def refuse_text(place: str, text: str) -> None:
    try:
        validate_utf8(text)
    except ValidationError as error:
        raise Invalid([{"place": place, "problem": error.messages[0]}]) from None
