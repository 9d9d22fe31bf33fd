"""Columns for text: one line, several lines, a pair of languages, a sort key."""

from typing import Any, TypeVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import BodyInput, LineInput, cleaned
from qiao.kit.bilingual.localized import Bilingual as Bilingual
from qiao.kit.text import clean_body, clean_line, validate_body, validate_line

Set = TypeVar("Set", contravariant=True)
Get = TypeVar("Get", covariant=True)
Columns = tuple["models.Field[str, str]", "models.Field[str, str]"]


class LineField(models.CharField[Set, Get]):
    """One line of text, cleaned when it is assigned to a query or judged: NFC, trimmed, nothing invisible."""

    default_validators = [validate_line]
    pair_label: str | Promise = ""  # of both languages, where this is one of a pair

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return cleaned(value, clean_line, self.max_length) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": LineInput} | kwargs))


class BodyField(models.TextField[Set, Get]):
    """Text of several lines with a length that forms, domain functions and the API all keep."""

    default_validators = [validate_body]
    pair_label: str | Promise = ""  # of both languages, where this is one of a pair

    def __init__(self, *args: Any, max_length: int = 10_000, **kwargs: Any) -> None:
        kwargs["max_length"] = max_length
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(max_length))

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return cleaned(value, clean_body, self.max_length) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": BodyInput} | kwargs))


class SortKeyField(models.CharField[Set, Get]):
    """Holds what `sort_key` made, compared byte for byte on both databases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settings: dict[str, Any] = {"max_length": 255, "default": "", "blank": True, "editable": False}
        super().__init__(*args, **(settings | kwargs))

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return super().db_parameters(connection) | {"collation": collation}


def bilingual(
    label: str | Promise, *, max_length: int, multiline: bool = False, blank: bool = True, **kwargs: Any
) -> Columns:
    """The pair of columns: `title_zh, title_en = bilingual(_("title"), max_length=200)`."""
    settings: dict[str, Any] = {"max_length": max_length, "blank": blank}
    settings |= ({"default": ""} if blank else {}) | kwargs
    zh = _column(format_lazy(_("{label} (Chinese)"), label=label), label, multiline, settings)
    en = _column(format_lazy(_("{label} (English)"), label=label), label, multiline, settings)
    return zh, en


def _column(
    name: Promise, label: str | Promise, multiline: bool, settings: dict[str, Any]
) -> "models.Field[str, str]":
    settings = settings | {"verbose_name": name}
    column: LineField[str, str] | BodyField[str, str]
    column = BodyField(**settings) if multiline else LineField(**settings)
    column.pair_label = label
    return column


def sort_keys() -> Columns:
    """The pair of sort keys: `sort_zh, sort_en = sort_keys()`."""
    label = _("sort key")
    return (
        SortKeyField(format_lazy(_("{label} (Chinese)"), label=label)),
        SortKeyField(format_lazy(_("{label} (English)"), label=label)),
    )


def in_one_language(name: str, *, of: str) -> models.CheckConstraint:
    """A constraint: the pair is filled in at least one language. `of` is the model's app and name."""
    empty = models.Q(**{f"{name}_zh": "", f"{name}_en": ""})
    return models.CheckConstraint(
        condition=~empty,
        name=f"{of}_{name}_in_one_language",
        violation_error_message=_("Write this in at least one language."),
        violation_error_code="one-language",
    )
