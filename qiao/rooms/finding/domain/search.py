"""The search itself: filters, text and order in; a page, a count and counts by filter out.

Every question to the database is bounded: counting stops above COUNTED, and the filters are counted over the
same rows. Filters and counts read columns of one index alone; the texts are read for the rows of a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.http import QueryDict
from django.utils import timezone

from qiao.kit.ui.filters import Filter
from qiao.kit.ui.listing import COUNTED
from qiao.kit.ui.paging import InvalidCursor, Page, keyset_page
from qiao.kit.ui.query import ListingForm
from qiao.rooms.finding.domain.text import NONE, Holding, holds, holds_each, tiers
from qiao.rooms.finding.enums import Order
from qiao.rooms.finding.filters import FILTERS
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity

LAST_TIER = 3
BY_DEADLINE = ("deadline", "pk")
NEWEST = ("-published", "-pk")
COLUMNS = (
    *("kind", "country", "degree", "career_stage", "reach", "is_remote", "field_bits", "language_bits"),
    *("of_host", "is_open"),
)
ON_CARDS = (
    *("kind", "reach", "title_zh", "title_en", "country", "city_zh", "city_en", "is_remote", "time_zone"),
    *("degree", "career_stage", "opens_at", "closes_at", "places", "published_at"),
    *("host__name_zh", "host__name_en"),
)


@dataclass(frozen=True)
class Shape:
    """What the form of the list asks of a list."""

    filters: Sequence[Filter]
    search_label: str = ""
    is_searchable: bool = True
    sorts: Sequence[Any] = ()


def canonical(query: str, filters: Sequence[Filter] = FILTERS) -> str:
    """The address without what is empty, unknown or invalid, always in the same order."""
    form = ListingForm(QueryDict(query), listing=Shape(filters))
    form.is_valid()
    given, kept = QueryDict(query), QueryDict(mutable=True)
    for name in form.fields:
        if form.cleaned_data.get(name):
            kept.setlist(name, sorted({value.strip() for value in given.getlist(name)} - {""}))
    return kept.urlencode()


def read(query: str, filters: Sequence[Filter] = FILTERS) -> dict[str, Any]:
    """The filters and the text of an address; what is not valid is left out, as on the page."""
    form = ListingForm(QueryDict(query), listing=Shape(filters))
    form.is_valid()
    return form.cleaned_data


class Search:
    """What a form has cleaned, over what the public sees. `q` is the text."""

    def __init__(self, cleaned: Mapping[str, Any], filters: Sequence[Filter] = FILTERS) -> None:
        self.cleaned = dict(cleaned)
        self.filters = filters

    @property
    def text(self) -> str:
        return (self.cleaned.get("q") or "").strip()

    @property
    def in_use(self) -> int:
        """How many filters are."""
        return sum(bool(self.cleaned.get(item.name)) for item in self.filters)

    @cached_property
    def rows(self) -> QuerySet[Opportunity]:
        """By all filters and by the text."""
        return self._filtered().filter(self._held.condition)

    @property
    def asked_each(self) -> QuerySet[Opportunity]:
        """The same rows, for a condition on single ones."""
        return self._filtered().filter(holds_each(self.text))

    def _filtered(self, without: str = "") -> QuerySet[Opportunity]:
        found: QuerySet[Opportunity] = Opportunity.objects.filter(state=OpportunityState.PUBLISHED)
        for item in self.filters:
            found = item.apply(found, {} if item.name == without else self.cleaned)
        return found

    @cached_property
    def _held(self) -> Holding:
        return holds(self.text)

    @cached_property
    def sample(self) -> list[tuple[Any, ...]]:
        return self.counted()

    def counted(self, without: str = "", *columns: str) -> list[tuple[Any, ...]]:
        """All, or one more than are counted, in any order, with what is counted by. Without one filter, to
        compare its values."""
        first = self._held.first
        if first is not None and self.in_use == (1 if without else 0):
            many = self._counted(first, without, columns)
            if len(many) > COUNTED:
                return many
        return self._counted(self._held.counting, without, columns)

    def _counted(self, held: Q, without: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        open_now = ExpressionWrapper(Q(opens_at__lte=timezone.now()), output_field=BooleanField())
        rows = self._filtered(without).filter(held).order_by()
        named = rows.annotate(of_host=Cast("host_id", CharField()), is_open=open_now)
        return list(named.values_list(*(columns or COLUMNS))[: COUNTED + 1])

    @property
    def count(self) -> int:
        return len(self.sample)

    def page(
        self, order: str = "", cursor: str = "", size: int = 20, more: Sequence[str] = ()
    ) -> Page[Opportunity]:
        """`more` are columns that the caller reads besides those of the cards."""
        found = self._ids(order or self.order, cursor, size)
        return Page(whole((row.pk for row in found.items), *more), found.next, found.previous)

    @property
    def order(self) -> str:
        return Order.RELEVANCE if self.text else Order.DEADLINE

    def _ids(self, order: str, cursor: str, size: int) -> Page[Opportunity]:
        if order == Order.RELEVANCE and self.text:
            return self._by_relevance(cursor, size)
        if order == Order.NEWEST:
            rows = self.rows.annotate(published=self._key("published_at")).only("id")
            return keyset_page(rows, NEWEST, cursor, size)
        return keyset_page(self._by_deadline(self.rows), BY_DEADLINE, cursor, size)

    def _by_deadline(self, rows: QuerySet[Opportunity], *, is_rare: bool = False) -> QuerySet[Opportunity]:
        return rows.annotate(deadline=self._key("closes_at", is_rare=is_rare)).only("id")

    def _key(self, name: str, *, is_rare: bool = False) -> Any:
        """Few rows are sorted, which SQLite does only by what no index holds. Neither date is ever empty in
        these rows, though its column may be."""
        return Coalesce(name, name) if is_rare or self._held.is_rare else F(name)

    def _by_relevance(self, cursor: str, size: int) -> Page[Opportunity]:
        """Forwards only: a cursor names the tier and the place in it."""
        start, inner = _place(cursor)
        items: list[Opportunity] = []
        for number, tier in enumerate(tiers(self.text)):
            if number < start or tier == NONE:
                continue
            rows = self._by_deadline(self._within(number, tier), is_rare=tier.is_rare)
            page = keyset_page(rows, BY_DEADLINE, inner if number == start else "", size - len(items))
            items += page.items
            if page.next:
                return Page(items, next=f"{number}.{page.next}")
            if len(items) == size:
                return Page(items, next=f"{number + 1}." if self._goes_on(number + 1) else "")
        return Page(items)

    def _goes_on(self, start: int) -> bool:
        rest = list(enumerate(tiers(self.text)))[start:]
        return any(self._within(number, tier).exists() for number, tier in rest)

    def _within(self, number: int, tier: Holding) -> QuerySet[Opportunity]:
        """Names hold the text or begin with it: only the last tier is asked for the text as well, which takes
        PostgreSQL long to judge row by row."""
        rows = self.rows if number == LAST_TIER else self._filtered()
        return rows.filter(tier.condition)


def whole(ids: Any, *more: str) -> list[Opportunity]:
    """The rows of a page with what its cards show, in the order of the ids; with more columns also fields and
    languages."""
    wanted: list[UUID] = list(ids)
    rows = Opportunity.objects.select_related("host").only(*ON_CARDS, *more)
    found = (rows.prefetch_related("fields", "languages") if more else rows).in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def _place(cursor: str) -> tuple[int, str]:
    number, _dot, inner = cursor.partition(".")
    if cursor and number not in ("0", "1", "2", "3"):
        raise InvalidCursor
    return int(number or 0), inner
