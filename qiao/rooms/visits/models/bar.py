from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.visits.models.visit import Visit, VisitRun


class VisitExclusion(Record):
    """A host does not admit somebody; the reason is read by host and organisers only."""

    visit = models.ForeignKey(
        Visit,
        verbose_name=pgettext_lazy("site", "visit"),
        on_delete=models.CASCADE,
        related_name="exclusions",
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visit_exclusions",
    )
    reason = BodyField(_("reason"), max_length=500)
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("excluded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("exclusion from a visit")
        verbose_name_plural = _("exclusions from visits")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "member"], name="visits_excluded_once")]

    def __str__(self) -> str:
        return f"{self.member} – {self.visit}"


class VisitPin(Record):
    """The organiser puts somebody into a group, or keeps somebody out of it."""

    run = models.ForeignKey(
        VisitRun, verbose_name=_("run of a visit"), on_delete=models.CASCADE, related_name="pins"
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visit_pins",
    )
    forbids = models.BooleanField(_("keeps out instead"), default=False)

    class Meta:
        verbose_name = _("pin of a visit group")
        verbose_name_plural = _("pins of visit groups")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "member"],
                name="visits_pin_once",
                violation_error_message=_("This is set already. Remove it first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.run}"
