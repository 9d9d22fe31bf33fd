from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.activity.enums import Channel
from qiao.kit.records import Record
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.enums import Decision
from qiao.rooms.privacy.models.purpose import Purpose, PurposeText


class ConsentQuerySet(models.QuerySet["ConsentEntry"]):
    def latest_of_each(self) -> "ConsentQuerySet":
        """The row that holds now, for each person and purpose."""
        newest = ConsentEntry.objects.filter(user=OuterRef("user"), purpose=OuterRef("purpose")).order_by(
            "-id"
        )
        return self.exclude(user=None).filter(pk=Subquery(newest.values("pk")[:1]))

    def holding(self) -> "ConsentQuerySet":
        """Given, not withdrawn since, for words that still stand, and for a purpose still in use."""
        return self.latest_of_each().filter(
            decision=Decision.GIVEN,
            purpose__retired_at=None,
            text__version__gte=models.F("purpose__valid_from"),
        )


class ConsentEntry(Record):
    """One row for each time that somebody agreed or withdrew. Rows are only added; the state is derived.

    A trigger of the database refuses every change but the removal of the person at an erasure.
    """

    user = models.ForeignKey(
        User, verbose_name=_("who"), null=True, on_delete=models.SET_NULL, related_name="consent_entries"
    )
    purpose = models.ForeignKey(
        Purpose, verbose_name=_("purpose"), on_delete=models.PROTECT, related_name="entries"
    )
    text = models.ForeignKey(
        PurposeText, verbose_name=_("text that was shown"), on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(pgettext_lazy("consent", "decision"), max_length=10, choices=Decision.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the consent ledger")
        verbose_name_plural = _("consent ledger")
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "purpose", "-id"], name="privacy_consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose.code}: {self.get_decision_display()}"
