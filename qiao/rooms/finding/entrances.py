"""The ways from the page of an opportunity into this room."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.doors import Door
from qiao.rooms.finding.models import Bookmark
from qiao.rooms.opportunities.models import Opportunity


def of_opportunity(opportunity: Opportunity, reader: Any) -> Iterator[Door]:
    if not getattr(reader, "is_authenticated", False) or not opportunity.is_public:
        return
    yield Door(_("Why this fits"), reverse("finding:fit", args=[opportunity.pk]), "target", 80)
    if Bookmark.objects.filter(owner=reader, opportunity=opportunity).exists():
        yield Door(_("Among my bookmarks"), reverse("finding:bookmarks"), "bookmark-check", 81)
    else:
        yield Door(_("Bookmark"), reverse("finding:bookmark_new", args=[opportunity.pk]), "bookmark-plus", 81)
