"""The published opportunities for readers of feeds: JSON Feed 1.1 and Atom (RFC 4287), page by page."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qiao.kit.ui.language import html_code
from qiao.kit.ui.paging import Page, keyset_page
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.pages.facts import place_of
from qiao.rooms.opportunities.structured import page_url

SIZE = 50
JSON_TYPE, ATOM_TYPE = "application/feed+json", "application/atom+xml"
ORDER = ("-announced_at", "-id")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`own` and `next` are addresses; `next` is empty on the last page."""

    rows: list[Opportunity]
    own: str
    next: str


def feed_page(request: HttpRequest, name: str) -> FeedPage:
    """The newest first."""
    base = settings.BASE_URL + reverse(f"opportunities:{name}")
    cursor = request.GET.get("cursor", "")
    page: Page[Opportunity] = keyset_page(_published(), ORDER, cursor, SIZE)
    own = f"{base}?cursor={cursor}" if cursor else base
    return FeedPage(page.items, own, f"{base}?cursor={page.next}" if page.next else "")


def json_feed(page: FeedPage) -> bytes:
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Opportunities"),
        "home_page_url": settings.BASE_URL + reverse("site:home"),
        "feed_url": page.own,
        "language": _language(),
        "items": [_item(row) for row in page.rows],
    }
    if page.next:
        found["next_url"] = page.next
    return json.dumps(found, ensure_ascii=False).encode()


def atom_feed(page: FeedPage) -> bytes:
    feed = PagedAtom(
        title=_("Opportunities"),
        link=settings.BASE_URL + reverse("site:home"),
        description="",
        language=_language(),
        feed_url=page.own,
        feed_guid=settings.BASE_URL + reverse("opportunities:feed_atom"),
        next_url=page.next,
    )
    for row in page.rows:
        feed.add_item(
            title=row.title.text,
            link=page_url(row),
            description=row.description.text,
            unique_id=row.pk.urn,
            author_name=row.host.name.text,
            pubdate=row.published_at,
            updateddate=row.updated_at,
            categories=[str(row.get_kind_display())],
        )
    return str(feed.writeString("utf-8")).encode()


def conditional(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    """304 where the reader has the very same bytes, or no opportunity has changed since."""
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    etag = set_response_etag(response)["ETag"]
    response["Cache-Control"] = "public, max-age=300"
    changed = Opportunity.objects.order_by("-updated_at").values_list("updated_at", flat=True).first()
    latest = int(changed.timestamp()) if changed else None
    if latest is not None:
        response["Last-Modified"] = http_date(latest)
    return get_conditional_response(request, etag, latest, response) or response


class PagedAtom(Atom1Feed):
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})


def _published() -> QuerySet[Opportunity]:
    rows = Opportunity.objects.filter(state=OpportunityState.PUBLISHED)
    return rows.select_related("host").annotate(announced_at=F("published_at"))


def _item(row: Opportunity) -> dict[str, Any]:
    return {
        "id": row.pk.urn,
        "url": page_url(row),
        "title": row.title.text,
        "content_text": row.description.text,
        "date_published": row.published_at.isoformat() if row.published_at else None,
        "date_modified": row.updated_at.isoformat(),
        "authors": [{"name": row.host.name.text}],
        "tags": [str(row.get_kind_display())],
        "_qiao": {
            "kind": row.kind,
            "country": row.country,
            "place": place_of(row),
            "opens_at": row.opens_at.isoformat() if row.opens_at else None,
            "deadline": row.closes_at.isoformat() if row.closes_at else None,
            "places": row.places,
        },
    }


def _language() -> str:
    return html_code(get_language() or "en")
