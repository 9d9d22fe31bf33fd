"""Form fields for text: cleaned and judged as the model's text fields are."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES

from qiao.kit.text import clean_body, clean_line, validate_body, validate_line


def cleaned(value: str, clean: Callable[[str], str], max_length: int | None) -> str:
    """Far too long a text stays as it is: it is refused by its length, and cleaning it would cost seconds."""
    return value if max_length and len(value) > 4 * max_length else clean(value)


class LineInput(forms.CharField):
    """One line of text."""

    default_validators = [validate_line]

    def to_python(self, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return self.empty_value
        return cleaned(str(value), clean_line, self.max_length) or self.empty_value


class BodyInput(forms.CharField):
    """Text of several lines."""

    widget = forms.Textarea
    default_validators = [validate_body]

    def to_python(self, value: Any) -> Any:
        if value in EMPTY_VALUES:
            return self.empty_value
        return cleaned(str(value), clean_body, self.max_length) or self.empty_value
