"""The log as a list: filtered, paged by key, exported."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.activity.entries import Entry, entries, kind_label, sentence
from qiao.kit.activity.enums import Channel
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects
from qiao.kit.ui.columns import Cell
from qiao.kit.ui.filters import DateRange, Filter
from qiao.kit.ui.listing import EXPORT_CHUNK, Choice, Column, Listing


@dataclass(frozen=True, kw_only=True)
class ByAddress(Filter):
    """Rows of the person with exactly this e-mail address: a search by part would list everybody."""

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: forms.EmailField(label=str(self.label), required=False, max_length=254)}

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if not (address := cleaned.get(self.name)):
            return queryset
        return queryset.filter(actor__in=_people(address))

    def chips(self, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
        address = cleaned.get(self.name)
        return [(self.name, address, f"{self.label}: {address}")] if address else []


def _people(address: str) -> QuerySet[Any]:
    model = get_user_model()
    people: QuerySet[Any] = model._default_manager.filter(
        **{f"{model.get_email_field_name()}__iexact": address}
    )
    return people


@dataclass(frozen=True, kw_only=True)
class Written(DateRange):
    """Ids begin with their time, so days are a range of the key by which the list is ordered."""

    def apply(self, queryset: QuerySet[Any], cleaned: dict[str, Any]) -> QuerySet[Any]:
        if start := cleaned.get(f"{self.name}_from"):
            queryset = queryset.filter(pk__gte=first_id(start))
        if end := cleaned.get(f"{self.name}_to"):
            queryset = queryset.filter(pk__lt=first_id(end + timedelta(days=1)))
        return queryset


def first_id(day: date) -> uuid.UUID:
    """The lowest UUIDv7 of a day in the active time zone."""
    start = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
    milliseconds = max(0, int((start - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1)))
    return uuid.UUID(int=milliseconds << 80)


def known_actions() -> list[tuple[str, str]]:
    return sorted(((name, sentence(name)) for name in actions.names()), key=lambda pair: pair[1])


def known_kinds() -> list[tuple[str, str]]:
    labels = {kind for kind, _titles in subjects.items()}
    return sorted(((label, kind_label(label)) for label in labels), key=lambda pair: pair[1])


def _link(entry: Entry) -> str:
    return entry.href


class OwnActivityListing(Listing[Activity]):
    columns: ClassVar[Sequence[Column]] = (
        Column("when", _("When")),
        Column("sentence", pgettext_lazy("activity", "What")),
        Column("title", _("On what"), lambda entry: entry.title or entry.kind, link=_link),
        Column("kind", _("Kind"), shown=False),
        Column("channel", _("Through")),
        Column("changed", _("Changes")),
        Column("request_id", _("Request"), shown=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        Choice(name="what", label=pgettext_lazy("activity", "What"), lookup="action", choices=known_actions),
        Choice(name="kind", label=_("Kind"), lookup="subject_type", choices=known_kinds),
        Choice(name="channel", label=_("Through"), choices=Channel.choices),
        Written(name="day", label=_("Day")),
    )
    file_name: ClassVar[str] = "activity"

    @property
    def rows(self) -> Iterator[list[Cell]]:
        shown = [column for column in self.columns if column.shown]
        for entry in entries(self.items):
            yield [Cell.of(column, entry) for column in shown]

    def exported_rows(self) -> Iterator[list[Any]]:
        columns = [column for column in self.columns if column.exported]
        found = self.queryset.order_by(*self.order).iterator(chunk_size=EXPORT_CHUNK)
        while rows := list(islice(found, EXPORT_CHUNK)):
            for entry in entries(rows):
                yield [column.of(entry) for column in columns]


class ActivityListing(OwnActivityListing):
    columns: ClassVar[Sequence[Column]] = (
        *OwnActivityListing.columns[:2],
        Column("actor", pgettext_lazy("activity", "Who")),
        *OwnActivityListing.columns[2:],
    )
    filters: ClassVar[Sequence[Filter]] = (
        ByAddress(name="who", label=_("Who (e-mail)")),
        *OwnActivityListing.filters,
    )
