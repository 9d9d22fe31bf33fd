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

from qiao.kit.bilingual.search.query import Node
from qiao.kit.ui.filters import Filter
from qiao.kit.ui.listing import COUNTED
from qiao.kit.ui.paging import InvalidCursor, Page, keyset_page
from qiao.kit.ui.query import ListingForm
from qiao.rooms.finding.domain.coded import CODED, codes
from qiao.rooms.finding.domain.text import Holding, fetched, holds, holds_each, is_sqlite, tiers
from qiao.rooms.finding.enums import Order
from qiao.rooms.finding.filters import FILTERS
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity

MIDDLE = (1, 2)  # tiers of names that many may have
LAST_TIER = 3
NEAR = 400
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
        found = self._filtered()
        return found.filter(self._held.condition) if self._held else found

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
    def _held(self) -> Holding | None:
        return holds(self.text, self._codes())

    def _codes(self, without: str = "") -> Node | None:
        return codes(self.cleaned, without, with_state=bool(self.text))

    def _is_coded(self, without: str) -> bool:
        """Nothing but text, codes and the deadline ahead narrows."""
        others = (item.name for item in self.filters if item.name not in (*CODED, without))
        return not any(self.cleaned.get(name) for name in others)

    @cached_property
    def sample(self) -> list[tuple[Any, ...]]:
        return self.counted()

    def counted(self, without: str = "", *columns: str) -> list[tuple[Any, ...]]:
        """All, or one more than are counted, in any order, with what is counted by. Without one filter, to
        compare its values."""
        held = holds(self.text, self._codes(without)) if without in CODED else self._held
        if held is None:
            return self._counted(Q(), without, columns)
        if self._is_coded(without):
            found = self._counted(held.first, without, columns)
            if len(found) > COUNTED:
                held.is_rare = False
            if held.is_rare or len(found) > COUNTED:
                return found
        return self._counted(held.counting, without, columns)

    def _counted(self, held: Q, without: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        open_now = ExpressionWrapper(Q(opens_at__lte=timezone.now()), output_field=BooleanField())
        rows = self._filtered(without).filter(held).order_by()
        named = rows.annotate(of_host=Cast("host_id", CharField()), is_open=open_now)
        return fetched(named.values_list(*(columns or COLUMNS))[: COUNTED + 1])

    @property
    def count(self) -> int:
        return len(self.sample)

    def page(
        self, order: str = "", cursor: str = "", size: int = 20, more: Sequence[str] = ()
    ) -> Page[Opportunity]:
        """`more` are columns that the caller reads besides those of the cards. Whoever sees a page is told
        how many there are: counted first, they are known to be few or many."""
        _count = self.count
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
        return Coalesce(name, name) if is_rare or self._is_rare else F(name)

    @property
    def _is_rare(self) -> bool:
        return self._held is not None and self._held.is_rare

    def _by_relevance(self, cursor: str, size: int) -> Page[Opportunity]:
        """Forwards only: a cursor names the tier and the place in it."""
        start, inner = _place(cursor)
        held = tiers(self.text, self._codes())
        items: list[Opportunity] = []
        for number in range(start, LAST_TIER + 1):
            page = self._of_tier(held, number, inner if number == start else "", size - len(items))
            items += page.items
            if page.next:
                return Page(items, next=f"{number}.{page.next}")
            if len(items) == size:
                return Page(items, next=f"{number + 1}." if self._goes_on(held, number + 1) else "")
        return Page(items)

    def _of_tier(self, held: list[Holding], number: int, cursor: str, size: int) -> Page[Opportunity]:
        if number in MIDDLE and not (cursor or is_sqlite() or self._is_rare):
            near = self._by_deadline(self._beyond_tier(held, number).filter(held[number].asked, self._near))
            page = keyset_page(near, BY_DEADLINE, "", size)
            if page.next:
                return page
        is_rare = number < LAST_TIER and held[number].is_rare
        rows = self._by_deadline(self._within(held, number), is_rare=is_rare)
        return keyset_page(rows, BY_DEADLINE, cursor, size)

    @cached_property
    def _near(self) -> Q:
        """The first rows of the list: where many hold the words, they fill the page, and PostgreSQL, which
        has to fetch all to know how many there are, need not be asked for that."""
        dates = self._filtered().order_by("closes_at", "pk").values_list("closes_at", flat=True)
        last = list(dates[NEAR : NEAR + 1])
        return Q(closes_at__lte=last[0]) if last else Q()

    def _goes_on(self, held: list[Holding], start: int) -> bool:
        return any(self._within(held, number).exists() for number in range(start, LAST_TIER + 1))

    def _within(self, held: list[Holding], number: int) -> QuerySet[Opportunity]:
        """Each row is in one tier. Names hold the text or begin with it: only the last tier is asked for the
        text as well, which takes PostgreSQL long to judge row by row."""
        if number == LAST_TIER:
            return self._beyond_tier(held, number).filter(self._held.condition if self._held else Q())
        return self._beyond_tier(held, number).filter(held[number].condition)

    def _beyond_tier(self, held: list[Holding], number: int) -> QuerySet[Opportunity]:
        """Without what is in the tiers before; names that begin with the text may not hold its words."""
        rows = self._filtered()
        for before in held[1 if number > 1 else 0 : number]:
            rows = rows.exclude(before.condition)
        return rows


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
