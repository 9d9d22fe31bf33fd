"""The unified social credit code (统一社会信用代码) of organisations registered in mainland China."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError


def compact_credit_code(value: str) -> str:
    return str(uscc.compact(value)).upper()


def validate_credit_code(value: str) -> None:
    try:
        is_compact = uscc.validate(value) == value
    except InvalidChecksum:
        raise ValidationError(
            _("The check digit of this social credit code does not fit. Compare it with the licence."),
            code="credit-code-check",
        ) from None
    except NumberError:
        is_compact = False
    if not is_compact:
        raise ValidationError(
            _("A unified social credit code has 18 digits or capital letters (never I, O, S, V, Z)."),
            code="credit-code-shape",
        )
