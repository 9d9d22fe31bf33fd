"""DOIs: as they stand in addresses, in references and by themselves, kept in lower case without a prefix."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.text import validate_line

LONGEST_TYPED = 400
_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_SHAPE = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")


def compact_doi(value: str) -> str:
    return _PREFIX.sub("", value.strip()).lower()


def validate_doi(value: str) -> None:
    validate_line(value)
    if not _SHAPE.fullmatch(value):
        raise ValidationError(
            _("A DOI begins with 10. and has a slash, as in 10.1038/s41586-021-03819-2."), code="doi"
        )


class DoiField(models.CharField[Any, Any]):
    default_validators = [validate_doi]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": 255} | kwargs))

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return compact_doi(value[:LONGEST_TYPED]) if isinstance(value, str) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(self.to_python(value), model_instance)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"max_length": LONGEST_TYPED} | kwargs))
