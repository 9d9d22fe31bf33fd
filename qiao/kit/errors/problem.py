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
    if isinstance(error, Invalid) and error.problems:
        body["problems"] = error.problems
    return body
