from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.applications.models import Application


class Note(Record):
    """A remark on an application among the panel and the host. The applicant never reads it."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="panel_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(_("note"), max_length=4000)

    class Meta:
        verbose_name = _("note of the panel")
        verbose_name_plural = _("notes of the panel")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
