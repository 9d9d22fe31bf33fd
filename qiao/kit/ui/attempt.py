"""A domain call whose refusal belongs into the form that asked for it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from qiao.kit.errors import NotPermitted, QiaoError


def succeeds(form: forms.BaseForm, call: Callable[[], Any]) -> bool:
    """False when the domain refused: the form then says why, at the field where it knows the place."""
    try:
        call()
    except NotPermitted:
        raise
    except ValidationError as refusal:
        for place, sentences in _by_place(refusal).items():
            form.add_error(place if place in form.fields else None, sentences)
        return False
    except QiaoError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _by_place(refusal: ValidationError) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
