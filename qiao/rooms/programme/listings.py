"""The lists of this room: what they search, filter, sort, show and export."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import holds_text
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, DateRange, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.days import by_the_clock
from qiao.rooms.programme.enums import Audience, ItemKind, ItemState, PlaceKind
from qiao.rooms.programme.models import Place, ProgrammeItem


def items_of(exchange: Exchange) -> QuerySet[ProgrammeItem]:
    """What a list of sessions shows, with what its cells read."""
    rows = ProgrammeItem.objects.filter(exchange=exchange)
    return rows.select_related("exchange", "place", "track", "host__organisation")


def item_url(item: ProgrammeItem) -> str:
    return reverse("programme:item", args=[item.pk])


def place_url(place: Place) -> str:
    return reverse("programme:place_edit", args=[place.pk])


def _starts(item: ProgrammeItem) -> str:
    return f"{by_the_clock(item.starts_at, item.exchange):%Y-%m-%d %H:%M}"


def _ends(item: ProgrammeItem) -> str:
    return f"{by_the_clock(item.ends_at, item.exchange):%H:%M}"


def _languages(item: ProgrammeItem) -> str:
    return " ".join(code.upper() for code in item.languages)


class ItemList(Listing[ProgrammeItem]):
    """Of `items_of(exchange)`; times are by the clock there."""

    search_label = _("Title")
    file_name = "sessions"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="kind", label=_("Kind"), choices=ItemKind.choices),
        Choice(name="state", label=_("State"), choices=ItemState.choices),
        Choice(name="audience", label=_("For whom"), choices=Audience.choices),
        DateRange(name="starts", label=_("Day"), lookup="starts_at"),
    )
    sorts = (
        Sort("time", _("Time"), ("starts_at",)),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("title", _("Title"), link=item_url, exported=False),
        Column("title_zh", _("Title (Chinese)"), shown=False),
        Column("title_en", _("Title (English)"), shown=False),
        Column("starts", _("Begins"), _starts, sort="time"),
        Column("ends", _("Ends"), _ends),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("place", pgettext_lazy("session", "Place"), "place.name"),
        Column("track", _("Track"), "track.name"),
        Column("host", _("Host"), "host.organisation.name"),
        Column("languages", _("Languages"), _languages),
        Column("audience", _("For whom"), "get_audience_display", shown=False),
        Column("capacity", _("Capacity"), numeric=True, shown=False),
        Column("state", _("State"), "get_state_display"),
    )

    def search(self, queryset: QuerySet[ProgrammeItem], text: str) -> QuerySet[ProgrammeItem]:
        return queryset.filter(holds_text("title", text))


def places_of(exchange: Exchange) -> QuerySet[Place]:
    return Place.objects.filter(exchange=exchange).select_related("within", "host")


class PlaceList(Listing[Place]):
    """Of `places_of(exchange)`."""

    search_label = _("Name or address")
    file_name = "places"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="kind", label=_("Kind"), choices=PlaceKind.choices),
    )
    sorts = (
        Sort("order", _("Order"), ("position",)),
        Sort("newest", _("Newest first"), ("-id",)),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("name", _("Name"), link=place_url, exported=False),
        Column("name_zh", _("Name (Chinese)"), shown=False),
        Column("name_en", _("Name (English)"), shown=False),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("within", _("Within"), "within.name"),
        Column("capacity", _("Capacity"), numeric=True),
        Column("host", _("Host"), "host.name"),
        Column("address_zh", _("Address (Chinese)"), shown=False),
        Column("address_en", _("Address (English)"), shown=False),
    )

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        names = holds_text("name", text)
        return queryset.filter(names | Q(address_zh__icontains=text) | Q(address_en__icontains=text))


class ReadPlaceList(PlaceList):
    """For readers who may not change a place: its page is the form."""

    columns = tuple(replace(column, link=None) for column in PlaceList.columns)
