from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.training.models.enrolment import Enrolment


class Outcome(Record):
    """That a training was completed, as it is counted: for which opportunity, host, exchange and university.

    Kept beside what it is drawn from, so that it stays when an opportunity leaves an exchange later."""

    enrolment = models.OneToOneField(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="outcome"
    )
    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.PROTECT, related_name="outcomes"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OpportunityKind.choices)
    host = models.ForeignKey(
        Organisation, verbose_name=_("host"), on_delete=models.PROTECT, related_name="training_outcomes"
    )
    exchange = models.ForeignKey(
        Exchange,
        verbose_name=_("exchange"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="training_outcomes",
    )
    university = models.ForeignKey(
        Organisation,
        verbose_name=_("university"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        verbose_name = _("outcome of a training")
        verbose_name_plural = _("outcomes of trainings")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["host", "-completed_at"], name="training_outcomes_of_host"),
            models.Index(fields=["exchange", "-completed_at"], name="training_outcomes_exchange"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.opportunity}"
