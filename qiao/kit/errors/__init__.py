"""One family of errors for page, fragment and API: a stable code and a translated sentence."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QiaoError(Exception):
    """Subclasses are named by reason and set `code`, `status` and `sentence` (may hold %(name)s); `place` is
    the field at fault, where it is one."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    place: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = _("This could not be done.")

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.values if self.values else str(self.sentence)


class NotPermitted(QiaoError):
    """Answers 404: a stranger must not learn that the thing exists."""

    code = "not-found"
    status = 404
    sentence = _("There is nothing here, or it is not open to you.")


class Invalid(QiaoError):
    """Bad input. `problems` names each place, what is wrong and the remedy."""

    code = "invalid"
    status = 422
    sentence = _("Some of the input cannot be accepted.")

    def __init__(self, problems: list[dict[str, str]] | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.problems = problems or []


class Conflict(QiaoError):
    code = "conflict"
    status = 409
    sentence = _("Somebody changed this at the same time. Look at it again and repeat your change.")


class TooMany(QiaoError):
    code = "too-many-requests"
    status = 429
    sentence = _("Too many tries in a short time. Wait a little and try again.")
