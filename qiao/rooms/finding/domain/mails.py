"""Mails of finding: what is new in saved searches, and deadlines of bookmarks. Readers may unsubscribe."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.kit.zones import by_the_clock
from qiao.rooms.accounts.models import User
from qiao.rooms.finding.models import Bookmark, SavedSearch
from qiao.rooms.opportunities.models import Opportunity

DIGEST = "finding.digest"
DEADLINE = "finding.deadline"


def tell(owner: User, entries: list[dict[str, Any]], *, language: str, key: str) -> None:
    with override(language):
        context = {"searches": entries, "url": _absolute(reverse("finding:saved_searches"))}
    queue_mail(DIGEST, to=owner, context=context, key=key, language=language)


def remind(bookmark: Bookmark) -> None:
    owner, opportunity = bookmark.owner, bookmark.opportunity
    moment = opportunity.closes_at.isoformat() if opportunity.closes_at else ""
    with override(owner.language):
        context = _told(opportunity)
    key = f"finding.deadline:{bookmark.pk}:{moment}"
    queue_mail(DEADLINE, to=owner, context=context, key=key, language=owner.language)


def digest_entry(saved: SavedSearch, named: list[Opportunity], number: int) -> dict[str, Any]:
    """Plain values, in the language of the search. `number` may be one more than are counted."""
    with override(saved.language):
        return {
            "name": saved.name,
            "number": number,
            "more": max(0, number - len(named)),
            "url": _absolute(reverse("finding:saved_search", args=[saved.pk])),
            "opportunities": [_told(opportunity) for opportunity in named],
        }


def _told(opportunity: Opportunity) -> dict[str, str]:
    return {
        "title": str(opportunity.title),
        "host": str(opportunity.host.name),
        "deadline": _deadline(opportunity),
        "url": _absolute(reverse("opportunities:opportunity", args=[opportunity.pk])),
    }


def _deadline(opportunity: Opportunity) -> str:
    """By the clock where the opportunity is."""
    return by_the_clock(opportunity.closes_at, opportunity.time_zone) if opportunity.closes_at else ""


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
