"""Columns for identifiers: what is typed or pasted, even a full address, is stored in its compact form."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models

from qiao.rooms.directory.identifiers.credit_code import compact_credit_code, validate_credit_code
from qiao.rooms.directory.identifiers.domain import compact_domain, validate_domain
from qiao.rooms.directory.identifiers.orcid import compact_orcid, validate_orcid
from qiao.rooms.directory.identifiers.ror import compact_ror, validate_ror

LONGEST_TYPED = 300


class _IdentifierField(models.CharField[Any, Any]):
    length: ClassVar[int]
    in_short: ClassVar[Callable[..., str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max_length": self.length} | kwargs))

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return type(self).in_short(value[:LONGEST_TYPED]) if isinstance(value, str) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(self.to_python(value) or (None if self.null else ""), model_instance)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"max_length": LONGEST_TYPED} | kwargs))


class RorField(_IdentifierField):
    length = 9
    in_short = staticmethod(compact_ror)
    default_validators = [validate_ror]


class CreditCodeField(_IdentifierField):
    length = 18
    in_short = staticmethod(compact_credit_code)
    default_validators = [validate_credit_code]


class OrcidField(_IdentifierField):
    length = 16
    in_short = staticmethod(compact_orcid)
    default_validators = [validate_orcid]


class DomainField(_IdentifierField):
    length = 253
    in_short = staticmethod(compact_domain)
    default_validators = [validate_domain]
