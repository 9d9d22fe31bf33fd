import datetime as dt
import uuid

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.models.request import DataSubjectRequest

LINK_SALT = "qiao.privacy.export"
KEPT_FOR = dt.timedelta(days=7)


def in_a_week() -> dt.datetime:
    return timezone.now() + KEPT_FOR


def place_of(export: "DataExport", filename: str) -> str:
    return f"privacy/exports/{uuid.uuid4()}.json"


class ExportQuerySet(models.QuerySet["DataExport"]):
    def current(self) -> "ExportQuerySet":
        return self.filter(expires_at__gt=timezone.now())


class DataExport(Record):
    """One file with everything held about a person, fetched by that person alone, for a week."""

    user = models.ForeignKey(
        User, verbose_name=_("whose"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    request = models.ForeignKey(
        DataSubjectRequest,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="exports",
    )
    file = models.FileField(_("file"), upload_to=place_of, blank=True, max_length=200)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    job_id = models.UUIDField(_("job"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), default=in_a_week)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a person's data")
        verbose_name_plural = _("copies of persons' data")
        ordering = ["-id"]
        indexes = [models.Index(fields=["expires_at"], name="privacy_export_expires")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(made_at=None), name="privacy_one_export_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(request__isnull=False),
                name="privacy_export_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def link_token(self) -> str:
        """Opens the file for somebody without an account; sent to the address that was confirmed."""
        return signing.dumps(str(self.pk), salt=LINK_SALT)

    @property
    def is_ready(self) -> bool:
        return bool(self.file) and self.expires_at > timezone.now()
