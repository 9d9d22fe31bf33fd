from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.applications.models.application import Application


class ApplicationSnapshot(Record):
    """The profile as it was when the application was submitted: what hosts and reviewers read."""

    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="snapshot"
    )
    profile: models.JSONField[dict[str, Any]] = models.JSONField(_("profile as shown"), default=dict)
    blind: models.JSONField[dict[str, Any]] = models.JSONField(_("profile without the name"), default=dict)

    class Meta:
        verbose_name = _("profile as submitted")
        verbose_name_plural = _("profiles as submitted")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.application_id}"

    def seen(self, *, nameless: bool) -> dict[str, Any]:
        seen: dict[str, Any] = self.blind if nameless else self.profile
        return seen
