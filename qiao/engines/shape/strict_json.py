"""JSON from strangers: no repeated keys, no NaN, no bombs; what is wrong is a fault, never another error."""

import json
from collections import Counter
from typing import Any

from qiao.engines.shape.fault import BadInstance, Fault
from qiao.engines.shape.words import Sentence, say

MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 2_000_000
_LONGEST_NUMBER = 18

say(
    {
        "fault.file-size": (
            "The file has more than {most} MB. Take out what is not needed.",
            "文件超过{most} MB。请删去不需要的内容。",
        ),
        "fault.not-utf-8": (
            "The file is not in UTF-8. Save it as UTF-8.",
            "文件不是UTF-8编码。请另存为UTF-8编码。",
        ),
        "fault.json-syntax": (
            "This is no JSON: line {line}, column {column} cannot be read. Mend it there.",
            "这不是有效的JSON：第{line}行第{column}列有误。请更正该处。",
        ),
        "fault.json-nesting": (
            "The lists and objects are nested too deeply. Follow the format.",
            "列表和对象的嵌套过深。请按规定的格式填写。",
        ),
        "fault.json-parts": (
            "The file has more than {most} lists and objects. Split the instance.",
            "文件中的列表和对象超过{most}个。请拆分该实例。",
        ),
    }
)


class Twofold(dict[str, Any]):
    """An object in which some keys are written more than once; `twice` names them."""

    twice: tuple[str, ...] = ()


def load_json(source: str | bytes) -> Any:
    """The value of a JSON text. Whole numbers of more than 18 digits become floats, so that nothing of any
    length is computed with; objects with repeated keys are `Twofold`. Linear in the length of the text.

    Raises
    ------
    BadInstance : the text is too long or too deeply nested, or is no JSON in UTF-8.

    >>> load_json('{"a": [1, 2.5, true, null]}')
    {'a': [1, 2.5, True, None]}
    """
    text = decoded(source)
    if text.count("[") + text.count("{") > MOST_PARTS:
        raise refusal("json-parts", most=MOST_PARTS)
    try:
        return json.loads(text, parse_int=_whole, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise refusal("json-syntax", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refusal("json-nesting") from error


def decoded(source: str | bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises
    ------
    BadInstance : it is too long or not UTF-8.
    """
    if len(source) > MOST_BYTES:
        raise refusal("file-size", most=MOST_BYTES // 1024**2)
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("not-utf-8") from error


def refusal(code: str, place: str = "", **values: object) -> BadInstance:
    return BadInstance([Fault(place, Sentence(f"fault.{code}", values))])


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    times = Counter(name for name, _value in pairs)
    twofold = Twofold(found)
    twofold.twice = tuple(name for name, count in times.items() if count > 1)
    return twofold
