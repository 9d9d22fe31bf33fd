from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record


class FindingChoice(Record):
    """Whether a person wants to see how well opportunities fit their profile. Without a row they do."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="finding_choice",
    )
    shows_fit = models.BooleanField(_("show how well opportunities fit my profile"), default=True)

    class Meta:
        verbose_name = _("choice about finding")
        verbose_name_plural = _("choices about finding")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
