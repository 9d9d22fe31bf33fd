"""Opportunities that people keep in mind, and the reminder before the deadline."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.finding.domain.mails import remind
from qiao.rooms.finding.errors import NothingToRemind
from qiao.rooms.finding.models import Bookmark
from qiao.rooms.finding.models.bookmark import AHEAD
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity


@transaction.atomic
def set_bookmark(opportunity: Opportunity, *, actor: User) -> Bookmark:
    """Set twice, it is there once. A deadline that is nearer than the reminder is not reminded of."""
    require(actor, "finding.set_bookmark", opportunity)
    if opportunity.state != OpportunityState.PUBLISHED:
        raise NothingToRemind
    near = opportunity.closes_at if _is_near(opportunity) else None
    bookmark, is_new = Bookmark.objects.get_or_create(
        owner=actor, opportunity=opportunity, defaults={"reminded_of": near}
    )
    if is_new:
        record(actor, "finding.bookmark.set", bookmark)
    return bookmark


@transaction.atomic
def remove_bookmark(bookmark: Bookmark, *, actor: User) -> None:
    require(actor, "finding.remove_bookmark", bookmark)
    record(actor, "finding.bookmark.removed", bookmark)
    bookmark.delete()


def bookmarked(reader: Any, opportunities: list[Opportunity]) -> set[UUID]:
    if not getattr(reader, "is_authenticated", False):
        return set()
    own = Bookmark.objects.filter(owner=reader, opportunity__in=[row.pk for row in opportunities])
    return set(own.values_list("opportunity", flat=True))


def due_bookmarks(now: dt.datetime | None = None) -> Iterator[UUID]:
    yield from list(_due(now or timezone.now()).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def remind_of(bookmark_id: UUID, now: dt.datetime | None = None) -> int:
    """1 when a mail was written: it and the mark of the deadline are stored together, or neither."""
    rows = _due(now or timezone.now()).select_for_update(of=("self",))
    bookmark = rows.select_related("owner", "opportunity__host").filter(pk=bookmark_id).first()
    if bookmark is None:
        return 0
    bookmark.reminded_of = bookmark.opportunity.closes_at
    bookmark.save(update_fields=["reminded_of", "updated_at"])
    remind(bookmark)
    record(None, "finding.bookmark.reminded", bookmark)
    return 1


def _due(now: dt.datetime) -> QuerySet[Bookmark]:
    near = {"opportunity__closes_at__gt": now, "opportunity__closes_at__lte": now + AHEAD}
    open_ones = Bookmark.objects.filter(
        opportunity__state=OpportunityState.PUBLISHED, owner__is_active=True, **near
    )
    reminded = open_ones.filter(reminded_of=F("opportunity__closes_at"))
    return open_ones.exclude(pk__in=reminded.values("pk"))


def _is_near(opportunity: Opportunity) -> bool:
    return opportunity.closes_at is not None and opportunity.closes_at <= timezone.now() + AHEAD
