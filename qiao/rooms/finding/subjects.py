"""How the activity log calls our records."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from qiao.rooms.finding.models import Bookmark, SavedSearch


def saved_searches(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Without their names, which are their owners' own words."""
    label, rows = gettext("a saved search"), SavedSearch.objects.filter(pk__in=ids)
    return {row.pk: (label, reverse("finding:saved_search", args=[row.pk])) for row in rows}


def bookmarks(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Bookmark.objects.filter(pk__in=ids).select_related("opportunity")
    return {row.pk: (str(row), reverse("finding:bookmarks")) for row in rows}
