"""The list of a person's bookmarks."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.ui.columns import Column, Sort
from qiao.kit.ui.listing import Listing
from qiao.rooms.finding.models import Bookmark
from qiao.rooms.finding.moments import deadline_of


def _opportunity_url(row: Bookmark) -> str:
    return reverse("opportunities:opportunity", args=[row.opportunity_id])


def _deadline(row: Bookmark) -> Any:
    moment = deadline_of(row.opportunity, row.owner)
    return render_to_string("exchanges/parts/moment.html", {"moment": moment}) if moment else "–"


class BookmarkList(Listing[Bookmark]):
    file_name = "bookmarks"
    sorts = (Sort("newest", _("Newest first"), ("-id",)), Sort("oldest", _("Oldest first"), ("id",)))
    columns = (
        Column(
            "title", pgettext_lazy("opportunity", "Opportunity"), "opportunity.title", link=_opportunity_url
        ),
        Column("host", _("Host"), "opportunity.host.name"),
        Column("state", _("State"), "opportunity.get_state_display"),
        Column("deadline", pgettext_lazy("opportunity", "Deadline"), _deadline),
        Column("removal", _("Remove"), template="finding/parts/bookmark_removal.html", exported=False),
    )
