from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation, Person
from qiao.rooms.opportunities.enums import DocumentKind, Phase, SupervisorSide
from qiao.rooms.opportunities.models.opportunity import Opportunity


class Stage(Record):
    """One step of the selection, taken from the template of the kind and then the host's own."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="stages"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("stage", "number"))
    phase = models.CharField(pgettext_lazy("selection", "phase"), max_length=12, choices=Phase.choices)
    name_zh, name_en = bilingual(pgettext_lazy("stage", "name"), max_length=100)
    name = Bilingual("name")

    class Meta:
        verbose_name = pgettext_lazy("selection", "stage")
        verbose_name_plural = pgettext_lazy("selection", "stages")
        ordering = ["opportunity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "number"], name="opportunities_stage_once"),
            in_one_language("name", of="opportunities_stage"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Supervisor(Record):
    """Who supervises, on either side, and how many at most: a person of the directory or a name."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="supervisors"
    )
    side = models.CharField(
        _("side"), max_length=10, choices=SupervisorSide.choices, default=SupervisorSide.HOST
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name_zh, name_en = bilingual(pgettext_lazy("supervisor", "name"), max_length=200)
    name = Bilingual("name")
    topic_zh, topic_en = bilingual(pgettext_lazy("supervisor", "topic"), max_length=300)
    topic = Bilingual("topic")
    capacity = models.PositiveSmallIntegerField(_("supervises at most"), default=1)

    class Meta:
        verbose_name = _("supervisor")
        verbose_name_plural = _("supervisors")
        ordering = ["opportunity", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="opportunities_supervisor_takes_one",
                violation_error_message=_("A supervisor takes at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name_zh="", name_en=""),
                name="opportunities_supervisor_is_named",
                violation_error_message=_("Choose a person or write a name."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class DocumentRequirement(Record):
    """A document that an application brings along."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.CharField(pgettext_lazy("document", "kind"), max_length=10, choices=DocumentKind.choices)
    note_zh, note_en = bilingual(pgettext_lazy("document", "note"), max_length=300)
    note = Bilingual("note")
    is_required = models.BooleanField(_("required"), default=True)

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering = ["opportunity", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "kind", "note_zh", "note_en"],
                name="opportunities_document_once",
                violation_error_message=_("This document is asked for already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
