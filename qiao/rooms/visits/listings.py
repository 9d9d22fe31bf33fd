"""The lists of this room."""

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.listing import Listing
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.visits.models import Visit


def visits_for(exchange: Exchange) -> QuerySet[Visit]:
    rows = Visit.objects.filter(exchange=exchange)
    counted = rows.annotate(times=Count("runs", distinct=True), wished=Count("wishes", distinct=True))
    return counted.select_related("host__organisation", "place", "exchange")


def _address(row: Visit) -> str:
    return reverse("visits:visit", args=[row.pk])


class VisitList(Listing[Visit]):
    """Of `visits_for(exchange)`."""

    search_label = _("Title")
    file_name = "visits"
    sorts = (
        Sort("order", _("In order"), ("position",)),
        Sort("title", pgettext_lazy("visit", "Title"), ("title_en",)),
    )
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk), shown=False),
        Column("title", pgettext_lazy("visit", "Title"), link=_address, exported=False),
        Column("title_zh", _("Title (Chinese)"), shown=False),
        Column("title_en", _("Title (English)"), shown=False),
        Column("host", _("Host"), lambda row: row.host.organisation.name if row.host else ""),
        Column("place", pgettext_lazy("visit", "Place"), lambda row: row.place.name if row.place else ""),
        Column("capacity", _("Most people"), numeric=True),
        Column("times", _("Times"), numeric=True),
        Column("wished", _("Wishes"), numeric=True),
    )

    def search(self, queryset: QuerySet[Visit], text: str) -> QuerySet[Visit]:
        return queryset.filter(title_zh__icontains=text) | queryset.filter(title_en__icontains=text)
