from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.finding.enums import Frequency

LONGEST_QUERY = 2000


class SavedSearch(Record):
    """A search that a person comes back to, and which tells them of what is new.

    `query` is the canonical address of the list: two searches for the same are one. What was published after
    `seen_until` is new to the person on the page, and after `told_until` in the next mail.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    name = LineField(pgettext_lazy("saved search", "name"), max_length=100)
    query: "models.CharField[str, str]" = LineField(_("query"), max_length=LONGEST_QUERY, blank=True)
    language = models.CharField(_("language of the mails"), max_length=10, choices=settings.LANGUAGES)
    frequency = models.CharField(
        _("mail about new ones"), max_length=6, choices=Frequency.choices, default=Frequency.DAILY
    )
    seen_until = models.DateTimeField(_("seen until"), default=timezone.now, editable=False)
    told_until = models.DateTimeField(_("told until"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "query"],
                name="finding_search_saved_once",
                violation_error_message=_("You have saved this search already."),
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="finding_frequency_known"
            ),
        ]
        indexes = [models.Index(fields=["frequency", "told_until"], name="finding_searches_due")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def rhythm(self) -> Frequency:
        return Frequency(self.frequency)
