"""One mail to a person with what is new in their saved searches."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.finding.domain.mails import digest_entry, tell
from qiao.rooms.finding.domain.saved_search import search_of
from qiao.rooms.finding.domain.search import whole
from qiao.rooms.finding.enums import Frequency
from qiao.rooms.finding.models import SavedSearch

SETTLED = dt.timedelta(minutes=5)  # what is published now may not be stored yet when the job looks
NAMED = 5  # of each search in a mail
COUNTED = 100


def due_owners(now: dt.datetime | None = None) -> Iterator[UUID]:
    found = _due(now or timezone.now()).order_by("owner").values_list("owner", flat=True).distinct()
    yield from list(found)


@transaction.atomic
def send_digest(owner_id: UUID, now: dt.datetime | None = None) -> int:
    """1 when a mail was written. The mail and the new places of all searches are stored together: killed
    before, the next run does the same; killed after, it finds nothing due."""
    now = now or timezone.now()
    owner = User.objects.select_for_update().filter(pk=owner_id, is_active=True).first()
    if owner is None:
        return 0
    due = list(_due(now).filter(owner=owner).order_by("pk"))
    until = now - SETTLED
    entries = [entry for saved in due if (entry := _entry(saved, until))]
    SavedSearch.objects.filter(pk__in=[saved.pk for saved in due]).update(told_until=until)
    if not entries:
        return 0
    for saved in due:
        record(None, "finding.search.told", saved)
    tell(owner, entries, language=due[0].language, key=f"finding.digest:{owner.pk}:{until.isoformat()}")
    return 1


def _due(now: dt.datetime) -> QuerySet[SavedSearch]:
    rhythms = Q()
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        rhythms |= Q(frequency=frequency, told_until__lte=now - frequency.pause)
    return SavedSearch.objects.select_related("owner").filter(rhythms, owner__is_active=True)


def _entry(saved: SavedSearch, until: dt.datetime) -> dict[str, Any] | None:
    search = search_of(saved)
    new = search.rows.filter(published_at__gt=saved.told_until, published_at__lte=until)
    ids = list(new.order_by("closes_at", "pk").values_list("pk", flat=True)[: COUNTED + 1])
    return digest_entry(saved, whole(ids[:NAMED]), len(ids)) if ids else None
