"""The filters of a list: each knows its form field, its condition and the words of its chip."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Beyond these a day has no start in every time zone that a database can hold.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)

Choices = Sequence[tuple[str, str | Promise]]
Offered = Choices | Callable[[], Choices]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`name` is the parameter of the address, `lookup` the field it filters by (the name, when not given)."""

    name: str
    label: str | Promise
    lookup: str = ""

    @property
    def path(self) -> str:
        return self.lookup or self.name

    def names(self) -> tuple[str, ...]:
        """The parameters of the address that it reads."""
        return (self.name,)

    def fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        """(parameter, value, words) for everything chosen."""
        raise NotImplementedError


def _offered(choices: Offered) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in (choices() if callable(choices) else choices)]


@dataclass(frozen=True, kw_only=True)
class Choice(Filter):
    choices: Offered

    def fields(self) -> dict[str, forms.Field]:
        offered = [("", gettext("Any")), *_offered(self.choices)]
        return {self.name: forms.ChoiceField(label=str(self.label), choices=offered, required=False)}

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        value = cleaned.get(self.name)
        return queryset.filter(**{self.path: value}) if value else queryset

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        if not (value := cleaned.get(self.name)):
            return []
        return [(self.name, value, _words(self.label, dict(_offered(self.choices))[value]))]


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Filter):
    choices: Offered

    def fields(self) -> dict[str, forms.Field]:
        return {
            self.name: forms.MultipleChoiceField(
                label=str(self.label),
                choices=_offered(self.choices),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        }

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        values = cleaned.get(self.name)
        return queryset.filter(**{f"{self.path}__in": values}) if values else queryset

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        labels = dict(_offered(self.choices))
        return [
            (self.name, value, _words(self.label, labels[value])) for value in cleaned.get(self.name) or ()
        ]


@dataclass(frozen=True, kw_only=True)
class Boolean(Filter):
    yes: str | Promise = field(default_factory=lambda: _("Yes"))
    no: str | Promise = field(default_factory=lambda: _("No"))

    def fields(self) -> dict[str, forms.Field]:
        offered = [("", gettext("Any")), ("1", str(self.yes)), ("0", str(self.no))]
        return {self.name: forms.ChoiceField(label=str(self.label), choices=offered, required=False)}

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        value = cleaned.get(self.name)
        return queryset.filter(**{self.path: value == "1"}) if value else queryset

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        if not (value := cleaned.get(self.name)):
            return []
        return [(self.name, value, _words(self.label, self.yes if value == "1" else self.no))]


@dataclass(frozen=True, kw_only=True)
class DateRange(Filter):
    """Whole days, both ends included; for a date-time field in the active time zone."""

    is_datetime: bool = True
    # For each end the label of its input and the words of its chip.
    ENDS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "from": (_("%(label)s from"), _("%(label)s from %(day)s")),
        "to": (_("%(label)s until"), _("%(label)s until %(day)s")),
    }

    def names(self) -> tuple[str, ...]:
        return tuple(f"{self.name}_{end}" for end in self.ENDS)

    def fields(self) -> dict[str, forms.Field]:
        return {
            f"{self.name}_{end}": _day_field(str(label) % {"label": self.label})
            for end, (label, _chip) in self.ENDS.items()
        }

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if start := cleaned.get(f"{self.name}_from"):
            queryset = queryset.filter(**{f"{self.path}__gte": self._start_of(start)})
        if end := cleaned.get(f"{self.name}_to"):
            queryset = queryset.filter(**{f"{self.path}__lt": self._start_of(end + dt.timedelta(days=1))})
        return queryset

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        return [
            (name, day.isoformat(), str(words) % {"label": self.label, "day": date_format(day)})
            for end, (_label, words) in self.ENDS.items()
            if (day := cleaned.get(name := f"{self.name}_{end}"))
        ]

    def _start_of(self, day: dt.date) -> dt.date:
        if not self.is_datetime:
            return day
        return dt.datetime.combine(day, dt.time.min, tzinfo=timezone.get_current_timezone())


def _words(label: str | Promise, value: object) -> str:
    return gettext("%(label)s: %(value)s") % {"label": label, "value": value}


def _day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
