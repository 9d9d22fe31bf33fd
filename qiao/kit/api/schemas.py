"""The shapes that every room's API shares."""

import datetime as dt
from typing import Any, get_args

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

_NUMBERS = {bool, int, float}
_MOMENTS = {dt.date, dt.datetime, dt.time, dt.timedelta}


class Problem(Schema):
    """RFC 9457: what went wrong, and for bad input at which places."""

    type: str
    title: str
    status: int
    code: str
    problems: list[dict[str, str]] = Field(default_factory=list)


class Input(Schema):
    """The base of every body: fields that are not named are refused, and nothing is read as another type."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _as_sent(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for name, field in cls.model_fields.items():
                if not _fits(values.get(field.alias or name), _atoms(field.annotation)):
                    raise PydanticCustomError(
                        "wrong_type", "{field} has a value of another type", {"field": name}
                    )
        return values

    def given(self) -> dict[str, Any]:
        """The fields that were sent, for a change that leaves the others as they are."""
        return self.model_dump(exclude_unset=True)


def _atoms(annotation: Any) -> set[Any]:
    parts = get_args(annotation)
    return set().union(*map(_atoms, parts)) if parts else {annotation}


def _fits(value: Any, atoms: set[Any]) -> bool:
    scalars = atoms - {type(None)}
    if isinstance(value, bool):
        return bool in scalars or not scalars & (_NUMBERS | _MOMENTS)
    if isinstance(value, int | float):
        return bool(scalars - {bool} - _MOMENTS)
    return not (isinstance(value, str) and scalars <= _NUMBERS and scalars)
