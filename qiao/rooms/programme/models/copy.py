"""What was rendered once: kept until something that it shows changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record, new_id
from qiao.rooms.exchanges.models import Exchange


class RenderedCopy(Record):
    """One page or export of an exchange in one language. `stamp` says of what state; another state overwrites
    the row, so that the table never grows beyond one row for each address."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    stamp = models.CharField(_("state shown"), max_length=64)
    body = models.BinaryField(_("content"))
    digest = models.CharField(_("checksum"), max_length=64)

    class Meta:
        verbose_name = _("rendered copy")
        verbose_name_plural = _("rendered copies")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "name", "language"], name="programme_copy_once_for_each_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


def _place(copy: "OfflineCopy", _given: str) -> str:
    return f"programme/offline/{new_id()}.zip"


class OfflineCopy(Record):
    """The public pages of an exchange as one archive that opens without a network."""

    exchange = models.OneToOneField(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="offline_copy"
    )
    stamp = models.CharField(_("state shown"), max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to=_place, blank=True, max_length=200)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    job_id = models.UUIDField(_("job"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("offline copy")
        verbose_name_plural = _("offline copies")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.exchange}"
