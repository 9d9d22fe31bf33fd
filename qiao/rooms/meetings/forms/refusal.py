from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from qiao.kit.errors import Invalid
from qiao.kit.ui.attempt import succeeds


def succeeds_or_tells(form: forms.BaseForm, call: Callable[[], Any]) -> bool:
    """Like `succeeds`, with each problem of a refusal by its place."""
    return succeeds(form, lambda: _told(call))


def _told(call: Callable[[], Any]) -> None:
    try:
        call()
    except Invalid as refusal:
        problems = [" – ".join(filter(None, (each["place"], each["problem"]))) for each in refusal.problems]
        raise ValidationError([str(refusal), *problems]) from None
