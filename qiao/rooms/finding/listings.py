"""The list that everybody sees: the search with its filters, counts, chips and cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.filters import Filter
from qiao.kit.ui.listing import Listing
from qiao.kit.ui.paging import Page
from qiao.kit.zones import Moment
from qiao.rooms.directory.countries import place_name
from qiao.rooms.finding.domain.bookmark import bookmarked
from qiao.rooms.finding.domain.facets import facets, host_names
from qiao.rooms.finding.domain.fitting import READ, Fitting
from qiao.rooms.finding.domain.search import ON_CARDS, Search
from qiao.rooms.finding.domain.seeking import fit_of, seeker_for
from qiao.rooms.finding.enums import Order
from qiao.rooms.finding.filters import filters_for
from qiao.rooms.finding.fit import Fit
from qiao.rooms.finding.moments import deadline_of
from qiao.rooms.opportunities.models import Opportunity

CARDS = 20
SORTS = (
    Sort(Order.DEADLINE, Order.DEADLINE.label, ("closes_at",)),
    Sort(Order.RELEVANCE, Order.RELEVANCE.label, ("closes_at",)),
    Sort(Order.NEWEST, Order.NEWEST.label, ("-published_at",)),
)
BY_FIT = Sort(Order.FIT, Order.FIT.label, ("closes_at",))


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    opportunity: Opportunity
    deadline: Moment | None
    fit: Fit | None
    is_bookmarked: bool

    @property
    def url(self) -> str:
        return reverse("opportunities:opportunity", args=[self.opportunity.pk])

    @property
    def place(self) -> str:
        return place_name(str(self.opportunity.city), self.opportunity.country)


@dataclass(frozen=True, slots=True)
class FacetValue:
    label: str
    number: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`is_all` is False where every number is a least one."""

    label: str
    values: tuple[FacetValue, ...]
    is_all: bool


class OpportunityList(Listing[Opportunity]):
    search_label = _("Title, host, place, field or words of the text")
    file_name = "opportunities"
    page_size = CARDS
    columns = (
        Column("id", _("Id"), lambda row: str(row.pk)),
        Column("title_zh", _("Title (Chinese)")),
        Column("title_en", _("Title (English)")),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("host", _("Host"), "host.name"),
        Column("country", _("Country or region"), "country"),
        Column("city", _("City")),
        Column("closes_at", pgettext_lazy("opportunity", "Deadline")),
    )

    def __init__(self, request: HttpRequest, reader: Any) -> None:
        self.reader = reader
        self.filters: Sequence[Filter] = filters_for(reader)  # type: ignore[misc]  # those of this reader
        self.seeker = seeker_for(reader)
        self.sorts: Sequence[Sort] = self._sorts(request)  # type: ignore[misc]  # likewise
        super().__init__(request, Opportunity.objects.select_related("host"))
        self.found = Search(self.cleaned, self.filters)
        offered: Any = self.form.fields["sort"]  # each goes one way
        offered.choices = [(sort.name, str(sort.label)) for sort in self.sorts]

    def _sorts(self, request: HttpRequest) -> list[Sort]:
        """What holds where the address names none stands first: the best match where there is text."""
        first = Order.RELEVANCE if request.GET.get("q", "").strip() else Order.DEADLINE
        offered = (*SORTS, BY_FIT) if self.seeker else SORTS
        return sorted(offered, key=lambda sort: sort.name != first)

    def search(self, queryset: QuerySet[Opportunity], text: str) -> QuerySet[Opportunity]:
        return queryset

    @cached_property
    def queryset(self) -> QuerySet[Opportunity]:
        return self.found.rows.select_related("host").only(*ON_CARDS)

    @property
    def order(self) -> tuple[str, ...]:
        return ("closes_at", "pk")

    @property
    def sort(self) -> str:
        return (self.cleaned.get("sort") or self.found.order).removeprefix("-")

    @cached_property
    def page(self) -> Page[Opportunity]:
        if self.seeker and self.sort == Order.FIT:
            return Fitting(self.found, self.seeker).page(self.cursor, self.page_size)
        return self.found.page(self.sort, self.cursor, self.page_size, READ if self.seeker else ())

    @cached_property
    def count(self) -> int:
        return self.found.count

    @property
    def cards(self) -> Iterator[OpportunityCard]:
        kept = bookmarked(self.reader, self.items)
        for row in self.items:
            fit = fit_of(self.seeker, row) if self.seeker else None
            yield OpportunityCard(row, deadline_of(row, self.reader), fit, row.pk in kept)

    @property
    def address(self) -> str:
        """What is saved of the list, and what other views of the same opportunities are asked with."""
        return self.parameters.urlencode()

    # Counts

    @cached_property
    def facets(self) -> list[Facet]:
        counts = facets(self.found)
        hosts = host_names(counts)
        return [self._facet(each.name, each.numbers, each.is_all, hosts) for each in counts if each.numbers]

    def _facet(
        self, name: str, numbers: Sequence[tuple[str, int]], is_all: bool, hosts: dict[str, str]
    ) -> Facet:
        label = next(str(item.label) for item in self.filters if item.name == name)
        labels = hosts if name == "host" else self._labels(name)
        chosen = [str(value) for value in _as_list(self.cleaned.get(name))]
        values = (
            FacetValue(labels.get(value, value), number, self._with(name, value), value in chosen)
            for value, number in numbers
        )
        return Facet(label, tuple(values), is_all)

    def _labels(self, name: str) -> dict[str, str]:
        choices: Any = getattr(self.form.fields[name], "choices", ())
        return {str(value): str(label) for value, label in choices}

    def _with(self, name: str, value: str) -> str:
        return self.url(**{name: value})


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
