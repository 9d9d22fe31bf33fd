"""The search as the page gives it: to everybody what is public, by the names in the address of the page; to
an account with its own filters."""

import datetime as dt
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from qiao.kit.errors import Invalid
from qiao.kit.ui.listing import COUNTED
from qiao.kit.ui.paging import MAX_CURSOR
from qiao.kit.ui.query import ListingForm
from qiao.rooms.finding.api.shared import READ
from qiao.rooms.finding.domain.facets import facets
from qiao.rooms.finding.domain.search import Search, Shape, read
from qiao.rooms.finding.enums import Order, When
from qiao.rooms.finding.filters import FILTERS, filters_for
from qiao.rooms.finding.models.saved_search import LONGEST_QUERY
from qiao.rooms.opportunities.enums import OpportunityKind, Reach
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.structured import page_url

router = Router()
Degree = Literal["bachelor", "master", "doctorate", "other", "none"]
Stage = Literal["r1", "r2", "r3", "r4", "none"]
MOST_VALUES = 20  # of one filter


class PublicSearchQuery(Schema):
    """Named as in the address of the list of opportunities. `kind`, `degree` and `stage` may stand several
    times; *none* finds those that ask for nothing of the kind."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field("", max_length=200)
    when: When | None = None
    kind: list[OpportunityKind] = Field(default_factory=list, max_length=MOST_VALUES)
    country: str = Field("", max_length=2)
    field: str = Field("", max_length=2, description="The two digits of a broad field of ISCED-F.")
    degree: list[Degree] = Field(default_factory=list, max_length=MOST_VALUES)
    stage: list[Stage] = Field(default_factory=list, max_length=MOST_VALUES)
    language: str = Field("", max_length=5, description="Of ISO 639-1, or *other*.")
    reach: Reach | None = None
    remote: bool | None = None
    host: UUID | None = None
    sort: Literal["relevance", "deadline", "newest"] | None = None
    cursor: str = Field("", max_length=MAX_CURSOR)
    size: int = Field(20, ge=1, le=100)

    def cleaned(self) -> dict[str, Any]:
        """As the form of the page reads its address, but what it leaves out is refused."""
        form = ListingForm(QueryDict(urlencode(self._address(), doseq=True)), listing=Shape(FILTERS))
        if not form.is_valid():
            raise Invalid(
                [
                    {"place": f"query.{name}", "problem": str(text)}
                    for name, texts in form.errors.items()
                    for text in texts
                ]
            )
        return form.cleaned_data

    def _address(self) -> dict[str, Any]:
        named = self.model_dump(mode="json", exclude={"sort", "cursor", "size", "remote"}, exclude_none=True)
        return named | ({} if self.remote is None else {"remote": int(self.remote)})


class SearchQuery(Schema):
    """`query` is the address of the list without its question mark: `q=汽车&kind=job&country=CN&when=30`."""

    model_config = ConfigDict(extra="ignore")

    query: str = Field("", max_length=LONGEST_QUERY)
    order: Order | None = None
    cursor: str = Field("", max_length=2000)
    size: int = Field(20, ge=1, le=100)


class FoundOut(Schema):
    """`url` is its page."""

    id: UUID
    url: str
    kind: OpportunityKind
    title_zh: str
    title_en: str
    host_id: UUID
    host_zh: str = Field(alias="host.name_zh")
    host_en: str = Field(alias="host.name_en")
    country: str
    city_zh: str
    city_en: str
    is_remote: bool
    reach: Reach
    degree: str
    career_stage: str
    places: int
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    time_zone: str

    @staticmethod
    def resolve_url(row: Opportunity) -> str:
        return page_url(row)


class CountsOut(Schema):
    """How many each value of a filter would leave; `is_all` is false where every number is a least one."""

    name: str
    numbers: dict[str, int]
    is_all: bool


class ResultOut(Schema):
    """`count` is a least number where `is_counted` is false."""

    items: list[FoundOut]
    next: str = ""
    previous: str = ""
    count: int
    is_counted: bool
    counts: list[CountsOut]


@router.get("/search", response=ResultOut, summary=gettext_noop("Search the public opportunities"))
def search_public(
    request: HttpRequest, response: HttpResponse, query: Query[PublicSearchQuery]
) -> dict[str, Any]:
    """Without a token, and the same for everybody; pages of other sites may ask too. Ask again by `ETag`."""
    response["Access-Control-Allow-Origin"] = "*"
    return _told(Search(query.cleaned()), query.sort or "", query.cursor, query.size)


@router.get("/opportunities", response=ResultOut, auth=READ, summary=gettext_noop("Search for opportunities"))
def find(request: HttpRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """Also by what your career office approved. The order by fit is for pages; here it is the nearest
    deadline."""
    filters = filters_for(request.user)
    return _told(Search(read(query.query, filters), filters), query.order or "", query.cursor, query.size)


def _told(search: Search, order: str, cursor: str, size: int) -> dict[str, Any]:
    page = search.page(order, cursor, size)
    counts = [
        {"name": each.name, "numbers": dict(each.numbers), "is_all": each.is_all} for each in facets(search)
    ]
    return {
        "items": page.items,
        "next": page.next,
        "previous": page.previous,
        "count": min(search.count, COUNTED),
        "is_counted": search.count <= COUNTED,
        "counts": counts,
    }
