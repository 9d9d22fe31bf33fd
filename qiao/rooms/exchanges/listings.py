"""The lists of this room: what they search, filter, sort, show and export."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Choice, DateRange, Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.directory.listings import countries_present
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.addresses import delegation_path, exchange_path
from qiao.rooms.exchanges.enums import DelegationState, ExchangeState
from qiao.rooms.exchanges.models import Delegation, Exchange


class _ByName(Listing[Any]):
    """Sorted by the names that the reader sees: the other language's order would look like none."""

    @cached_property
    def order(self) -> tuple[str, ...]:
        return tuple(name.replace("sort_en", sort_field()) for name in super().order)


class ExchangeList(_ByName):
    """Of `Exchange.objects.visible_to(reader)`."""

    search_label = _("Name or place")
    file_name = "exchanges"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=ExchangeState.choices),
        DateRange(name="starts", label=_("First day"), lookup="starts_on", is_datetime=False),
    )
    sorts = (
        Sort("newest", _("Latest first"), ("-starts_on",)),
        Sort("title", _("Name"), ("sort_en",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "name",
            _("Name"),
            template="exchanges/cells/exchange.html",
            link=exchange_path,
            sort="title",
            exported=False,
        ),
        Column("name_zh", _("Name (Chinese)"), shown=False),
        Column("name_en", _("Name (English)"), shown=False),
        Column("place", _("Place"), exported=False),
        Column("place_zh", _("Place (Chinese)"), shown=False),
        Column("place_en", _("Place (English)"), shown=False),
        Column("starts_on", _("First day")),
        Column("ends_on", _("Last day")),
        Column("time_zone", _("Time zone"), shown=False),
        Column("state", _("State"), "get_state_display"),
        Column("seats", _("Seats"), numeric=True),
        Column("seats_held", _("Seats held"), numeric=True),
    )

    def search(self, queryset: QuerySet[Exchange], text: str) -> QuerySet[Exchange]:
        return matching(queryset, text)


def delegations_for(exchange: Exchange, reader: Any) -> QuerySet[Delegation]:
    """What a list of delegations shows, with what its cells read."""
    rows = Delegation.objects.visible_to(reader).filter(exchange=exchange)
    return rows.select_related("exchange", "organisation", "partner__organisation", "head")


class DelegationList(_ByName):
    """Of `delegations_for(exchange, reader)`."""

    search_label = _("Name of the university")
    file_name = "delegations"
    filters: ClassVar[Sequence[Filter]] = (
        MultiChoice(name="state", label=_("State"), choices=DelegationState.choices),
        Choice(
            name="country",
            label=_("Country or region"),
            lookup="organisation__country",
            choices=countries_present,
        ),
    )
    sorts = (
        Sort("title", _("University"), ("organisation__sort_en",)),
        Sort("newest", _("Newest first"), ("-id",)),
        Sort("seats", _("Seats asked for"), ("-seats_asked",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column(
            "university",
            _("University"),
            "organisation.name",
            template="exchanges/cells/university.html",
            link=delegation_path,
            sort="title",
        ),
        Column("country", _("Country or region"), "organisation.country_name"),
        Column("inviter", pgettext_lazy("delegation", "Invited by"), "partner.organisation.name"),
        Column("head", _("Head of delegation"), "head_email"),
        Column("state", _("State"), "get_state_display"),
        Column("seats_asked", _("Seats asked for"), numeric=True),
        Column("seats_held", _("Seats held"), numeric=True),
        Column("seats_filled", _("Seats filled"), numeric=True),
        Column("waiting_since", _("Waiting since"), shown=False),
    )

    def search(self, queryset: QuerySet[Delegation], text: str) -> QuerySet[Delegation]:
        """Also what an entry keeps that was merged into the one that is found."""
        found = matching(Organisation.objects.standing(), text).values("pk")
        return queryset.filter(Q(organisation__in=found) | Q(organisation__merged_into__in=found))
