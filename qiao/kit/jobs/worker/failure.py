"""An exception as it is stored: a code and a sentence for people, its trace for the operator's log."""

from dataclasses import dataclass, field
from traceback import format_exception
from typing import Any

from qiao.kit.errors import QiaoError
from qiao.kit.jobs.errors import Unexpected
from qiao.kit.jobs.sentence import plain_values, source_text, storable

LONGEST_TRACE = 20_000  # characters; the end of a trace says most


@dataclass(frozen=True)
class Failure:
    code: str
    text: str
    exception_path: str
    trace: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        return {
            "error_code": self.code[:64],
            "error_text": self.text[:500],
            "error_values": self.values,
        }


def failure_of(error: BaseException) -> Failure:
    """The words of a QiaoError are for the person who asked; those of any other exception are not."""
    told = error if isinstance(error, QiaoError) else Unexpected()
    return Failure(
        code=told.code,
        text=source_text(told.sentence),
        values=plain_values(told.values),
        exception_path=f"{type(error).__module__}.{type(error).__qualname__}",
        trace=storable("".join(format_exception(error))[-LONGEST_TRACE:]),
    )
