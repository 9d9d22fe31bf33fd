"""Columns whose content only this program can read. They cannot be searched: the same text is never sealed
the same way twice."""

from typing import Any

from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models

from qiao.kit.text import clean_line, validate_line
from qiao.rooms.letters.sealing.seal import seal, unseal


class _Sealed(models.TextField[Any, Any]):
    @property
    def column_name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.column_name} is sealed: nothing can be looked up in it")

    def encode(self, value: Any) -> bytes:
        raise NotImplementedError

    def decode(self, content: bytes) -> Any:
        raise NotImplementedError

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(self.encode(value), self.column_name)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else self.decode(unseal(value, self.column_name))


class SealedLineField(_Sealed):
    """One line of text, cleaned and judged as a `LineField` is; stored sealed, an empty one too."""

    default_validators = [validate_line]

    def __init__(self, *args: Any, max_length: int = 200, **kwargs: Any) -> None:
        kwargs["max_length"] = max_length
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(max_length))

    def to_python(self, value: Any) -> Any:
        return clean_line(value) if isinstance(value, str) else value

    def encode(self, value: Any) -> bytes:
        return str(value).encode()

    def decode(self, content: bytes) -> str:
        return content.decode()


class SealedBytesField(_Sealed):
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    empty_values = [None, b""]

    def to_python(self, value: Any) -> Any:
        return value

    def encode(self, value: Any) -> bytes:
        return value.encode() if isinstance(value, str) else bytes(value)

    def decode(self, content: bytes) -> bytes:
        return content
