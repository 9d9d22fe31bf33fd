from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, BodyField, bilingual, in_one_language
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.training.models.enrolment import Enrolment


class Milestone(Record):
    """A milestone of the plan with its day, for one participant: reported with a note or a file, confirmed by
    the host."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.CASCADE, related_name="milestones"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("milestone", "number"))
    name_zh, name_en = bilingual(pgettext_lazy("milestone", "name"), max_length=150)
    name = Bilingual("name")
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(_("reached at"), null=True, blank=True, editable=False)
    note = BodyField(pgettext_lazy("milestone", "note"), max_length=2000, blank=True)
    evidence = models.ForeignKey(
        StoredFile,
        verbose_name=pgettext_lazy("milestone", "file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("milestone of a participant")
        verbose_name_plural = _("milestones of participants")
        ordering = ["enrolment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="training_milestone_once"),
            in_one_language("name", of="training_milestone"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(done_at__isnull=False),
                name="training_milestone_confirmed_when_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
