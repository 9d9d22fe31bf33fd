"""The lists of this room: what the reader's hosts post, and what is offered at an exchange."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.search import matching
from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter, MultiChoice
from qiao.kit.ui.listing import Listing
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import OpportunityKind, OpportunityState
from qiao.rooms.opportunities.models import Opportunity

KINDS = MultiChoice(name="kind", label=_("Kind"), choices=OpportunityKind.choices)
STATES = MultiChoice(name="state", label=_("State"), choices=OpportunityState.choices)
SORTS = (
    Sort("newest", _("Newest first"), ("-id",)),
    Sort("oldest", _("Oldest first"), ("id",)),
)


def own_opportunities(reader: Any) -> QuerySet[Opportunity]:
    return Opportunity.objects.edited_by(reader).select_related("host")


def opportunities_at(exchange: Exchange) -> QuerySet[Opportunity]:
    return Opportunity.objects.published().filter(exchange=exchange).select_related("host")


def _page(row: Opportunity) -> str:
    return reverse("opportunities:opportunity", args=[row.pk])


def _editing(row: Opportunity) -> str:
    is_over = row.state == OpportunityState.ARCHIVED
    return _page(row) if is_over else reverse("opportunities:edit", args=[row.pk])


class OpportunityList(Listing[Opportunity]):
    """Of one exchange."""

    search_label = _("Title, host, field or place")
    file_name = "opportunities"
    filters: ClassVar[Sequence[Filter]] = (KINDS,)
    sorts = SORTS
    columns: ClassVar[Sequence[Column]] = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("title", _("Title"), "title.text", link=_page),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("host", _("Host"), "host.name.text"),
        Column("city", _("City"), "city.text"),
        Column("state", _("State"), "get_state_display", template="opportunities/parts/state.html"),
        Column("closes_at", pgettext_lazy("opportunity", "Deadline"), lambda row: row.closes_at or "–"),
        Column("places", pgettext_lazy("opportunity", "Places"), numeric=True),
    )

    def search(self, queryset: QuerySet[Opportunity], text: str) -> QuerySet[Opportunity]:
        return matching(queryset, text)


class OwnOpportunityList(OpportunityList):
    """Of `own_opportunities(reader)`: their titles lead to where they are edited."""

    filters: ClassVar[Sequence[Filter]] = (STATES, KINDS)
    columns: ClassVar[Sequence[Column]] = tuple(
        Column("title", _("Title"), "title.text", link=_editing) if column.name == "title" else column
        for column in OpportunityList.columns
    )
