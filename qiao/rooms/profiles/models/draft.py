from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.profiles.enums import FileFormat
from qiao.rooms.profiles.models.profile import Profile


class ImportDraft(Record):
    """What a file says, until its person has looked at it: taken over, put away, or forgotten after a day."""

    profile = models.OneToOneField(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="import_draft",
    )
    file_format = models.CharField(_("format"), max_length=12, choices=FileFormat.choices)
    language = models.CharField(
        _("language"), max_length=2, choices=[("zh", _("Chinese")), ("en", _("English"))]
    )
    content: models.JSONField[dict[str, Any]] = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("file to bring in")
        verbose_name_plural = _("files to bring in")

    def __str__(self) -> str:
        return self.get_file_format_display()
