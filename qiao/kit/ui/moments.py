"""A day and a time by the clock of the place that a form is about, whatever zone the reader is in."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """Whoever makes the form says `zone`."""

    zone: dt.tzinfo = dt.UTC

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
        super().__init__(widget=widget, input_formats=[FORMAT, f"{FORMAT}:%S"], **options)

    def to_python(self, value: Any) -> dt.datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, dt.datetime) else value
