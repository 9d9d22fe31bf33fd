from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.applications.models.application import Application
from qiao.rooms.opportunities.enums import DocumentKind
from qiao.rooms.opportunities.models import DocumentRequirement


class ApplicationDocument(Record):
    """A file of an application. It is the application's own copy: what the profile loses later stays here."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="documents"
    )
    requirement = models.ForeignKey(
        DocumentRequirement,
        verbose_name=_("required document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kind = models.CharField(pgettext_lazy("document", "kind"), max_length=10, choices=DocumentKind.choices)
    stored = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("document of an application")
        verbose_name_plural = _("documents of applications")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "requirement"], name="applications_one_per_requirement"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
