"""Searches that people keep: saved from the list, renamed, told of or not, opened and removed."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.finding.domain.search import Search, canonical, read
from qiao.rooms.finding.enums import TOLD, Frequency
from qiao.rooms.finding.errors import TooManySearches
from qiao.rooms.finding.filters import filters_for
from qiao.rooms.finding.models import SavedSearch
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity

MOST = 100
LOOKED_AT = 1000  # the newest opportunities that are compared with saved searches for the page


@transaction.atomic
def save_search(
    owner: User, *, name: str, query: str, frequency: str = Frequency.DAILY, language: str = ""
) -> SavedSearch:
    """`query` is the address of the list; what it does not know is left out once it is judged."""
    require(owner, "finding.save_search")
    owner = User.objects.select_for_update().get(pk=owner.pk)
    if SavedSearch.objects.filter(owner=owner).count() >= MOST:
        raise TooManySearches(limit=MOST)
    values = {"name": name, "query": query, "frequency": frequency, "language": language or owner.language}
    search = SavedSearch(owner=owner, **values)
    search.clean_fields()
    search.query = canonical(search.query, filters_for(owner))
    search.full_clean()
    search.save(force_insert=True)
    record(owner, "finding.search.saved", search, changes=described(search))
    return search


@transaction.atomic
def change_search(search: SavedSearch, *, actor: User, **values: Any) -> SavedSearch:
    """`values`: name, frequency, language. Mails that are switched on begin with what comes from now on."""
    require(actor, "finding.change_search", search)
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if search.frequency not in TOLD and values.get("frequency") in TOLD:
        SavedSearch.objects.filter(pk=search.pk).update(told_until=timezone.now())
    if changes := apply(search, values):
        record(actor, "finding.search.changed", search, changes=changes)
    return search


@transaction.atomic
def open_search(search: SavedSearch, *, actor: User) -> str:
    """Its query. From now on only what is published later is new."""
    require(actor, "finding.view_search", search)
    SavedSearch.objects.filter(pk=search.pk).update(seen_until=timezone.now())
    return search.query


@transaction.atomic
def remove_search(search: SavedSearch, *, actor: User) -> None:
    require(actor, "finding.change_search", search)
    record(actor, "finding.search.removed", search)
    search.delete()


def search_of(saved: SavedSearch) -> Search:
    filters = filters_for(saved.owner)
    return Search(read(saved.query, filters), filters)


def new_since(owner: User, searches: list[SavedSearch]) -> list[int]:
    """For each how many are new, looked for among the newest alone: one question for all of them."""
    if not searches:
        return []
    filters = filters_for(owner)
    newest = Opportunity.objects.filter(
        state=OpportunityState.PUBLISHED, published_at__gt=min(each.seen_until for each in searches)
    ).order_by("-published_at", "-pk")
    counts = {
        f"new_{number}": Count("pk", filter=_is_new(each, Search(read(each.query, filters), filters)))
        for number, each in enumerate(searches)
    }
    found = Opportunity.objects.filter(pk__in=newest.values("pk")[:LOOKED_AT]).aggregate(**counts)
    return [found[name] for name in counts]


def _is_new(saved: SavedSearch, search: Search) -> Q:
    meant = search.asked_each.filter(pk=OuterRef("pk"), published_at__gt=saved.seen_until)
    return Q(Exists(meant))
