"""Reading JSON step by step: whatever has another type than the format says is told with its place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qiao.kit.api import strict_json
from qiao.kit.api.errors import Malformed
from qiao.kit.errors import Invalid

MOST_ROWS = 2000


def parsed(body: bytes) -> Any:
    try:
        return strict_json.read(body.removeprefix(b"\xef\xbb\xbf"))
    except Malformed as refusal:
        raise unreadable(refusal.values["reason"]) from None
    except Invalid as refusal:
        told = "; ".join(f"{each['place']}: {each['problem']}" for each in refusal.problems)
        raise unreadable(told) from None


def unreadable(reason: Any) -> ValidationError:
    return ValidationError(
        _("The file cannot be read: %(reason)s"), code="unreadable", params={"reason": reason}
    )


class Node:
    """An object of the file and where it stands."""

    def __init__(self, value: Any, place: str = "") -> None:
        if not isinstance(value, dict):
            raise unreadable(_("%(place)s must be an object.") % {"place": place or "{}"})
        self.value: dict[str, Any] = value
        self.place = place

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def text(self, key: str) -> str:
        value = self.value.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise unreadable(_("%(place)s must be text.") % {"place": self.at(key)})
        return str(value).strip()

    def texts(self, key: str) -> list[str]:
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise unreadable(_("%(place)s must be a list of texts.") % {"place": self.at(key)})
        return [value.strip() for value in values if value.strip()]

    def objects(self, key: str) -> "list[Node]":
        return [Node(value, f"{self.at(key)}[{number}]") for number, value in enumerate(self._list(key))]

    def object(self, key: str) -> "Node":
        value = self.value.get(key)
        return Node({} if value is None else value, self.at(key))

    def _list(self, key: str) -> list[Any]:
        value = self.value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise unreadable(_("%(place)s must be a list.") % {"place": self.at(key)})
        if len(value) > MOST_ROWS:
            raise unreadable(
                _("%(place)s has more than %(most)d entries.") % {"place": self.at(key), "most": MOST_ROWS}
            )
        return value
