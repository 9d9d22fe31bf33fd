"""Forms rendered in one place, by Django's own renderer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms.renderers import TemplatesSetting
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
_LIMITS = _("{endings}; at most {megabytes} MB")


class FormRenderer(TemplatesSetting):
    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"


class LimitedFileField(forms.FileField):
    """A file whose kinds and size are limited, told beside the input before anything is sent.

    The size is judged here; what the file really is, is judged by its content where it is stored.
    """

    default_error_messages = {"too-large": _("This file has %(size)s; at most %(limit)s are accepted.")}

    def __init__(self, *, endings: Sequence[str], megabytes: int, **options: Any) -> None:
        self.limit = megabytes * MEGABYTE
        options.setdefault("help_text", format_lazy(_LIMITS, endings=", ".join(endings), megabytes=megabytes))
        super().__init__(**options)
        self.widget.attrs["accept"] = ",".join(f".{ending.lower()}" for ending in endings)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, File) and found.size > self.limit:
            sizes = {"size": filesizeformat(found.size), "limit": filesizeformat(self.limit)}
            raise ValidationError(self.error_messages["too-large"], code="too-large", params=sizes)
        return found
