"""RFC 9457 problem details, the API's shape of an error."""

from typing import Any

from qiao.kit.errors import Invalid, QiaoError

MEDIA_TYPE = "application/problem+json"


def problem(error: QiaoError) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": f"/errors/{error.code}",
        "title": str(error),
        "status": error.status,
        "code": error.code,
    }
    if problems := _problems(error):
        body["problems"] = problems
    return body


def _problems(error: QiaoError) -> list[dict[str, str]]:
    if isinstance(error, Invalid):
        return error.problems
    return [{"place": f"body.{error.place}", "problem": str(error)}] if error.place else []
