"""Fields that several forms of this room share."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import Language

FORMAT = "%Y-%m-%dT%H:%M"


class MomentThere(forms.DateTimeField):
    """A moment by the clock of the exchange, whatever the reader's is."""

    def __init__(self, exchange: Exchange | None = None, **options: Any) -> None:
        self.exchange = exchange
        options.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT))
        super().__init__(input_formats=[FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and self.exchange is not None and value.tzinfo is not None:
            return value.astimezone(self.exchange.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        for pattern in self.input_formats or ():
            try:
                naive = dt.datetime.strptime(str(value).strip(), str(pattern))  # noqa: DTZ007 (there)
            except ValueError:
                continue
            return self._there(naive)
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _there(self, naive: dt.datetime) -> dt.datetime:
        zone = self.exchange.zone if self.exchange is not None else dt.UTC
        try:
            return naive.replace(tzinfo=zone).astimezone(dt.UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class LanguagesField(forms.MultipleChoiceField):
    """Codes that are no choice stay where a record has them already."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=Language.choices, required=False, **options)


TIMES_THERE = _("By the clock where the exchange is: %(zone)s.")
