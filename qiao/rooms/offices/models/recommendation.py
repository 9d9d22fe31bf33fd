from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.enums import DENIED
from qiao.rooms.offices.models.approval import HostApproval, PostingApproval
from qiao.rooms.opportunities.enums import OpportunityState
from qiao.rooms.opportunities.models import Opportunity


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def current(self) -> "RecommendationQuerySet":
        """Not withdrawn, of published postings, and not denied by the same office since."""
        here = {"university": OuterRef("university"), "state__in": DENIED}
        posting = PostingApproval.objects.filter(opportunity=OuterRef("opportunity"), **here)
        host = HostApproval.objects.filter(host=OuterRef("opportunity__host"), **here)
        is_shown = self.filter(withdrawn_at=None, opportunity__state=OpportunityState.PUBLISHED)
        return is_shown.filter(~Exists(posting), ~Exists(host))


class Recommendation(Record):
    """A posting that a career office puts before its students, with a word of its own."""

    university = models.ForeignKey(
        Organisation, verbose_name=_("university"), on_delete=models.PROTECT, related_name="recommendations"
    )
    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="recommendations"
    )
    note_zh, note_en = bilingual(
        pgettext_lazy("recommendation", "note to students"), max_length=1000, multiline=True
    )
    note = Bilingual("note")
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recommended by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("recommendation", "withdrawn at"), null=True, blank=True, editable=False
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["university", "opportunity"], name="offices_recommended_once")
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} – {self.university}"
