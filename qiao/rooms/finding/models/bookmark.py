import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.opportunities.models import Opportunity

AHEAD = dt.timedelta(days=3)


class Bookmark(Record):
    """An opportunity that a person keeps in mind. They are reminded once of each deadline."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="bookmarks"
    )
    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="bookmarks"
    )
    reminded_of = models.DateTimeField(_("reminded of the deadline"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "opportunity"], name="finding_bookmarked_once")
        ]

    def __str__(self) -> str:
        return str(self.opportunity)
