from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.files.enums import FileKind
from qiao.kit.files.prepared import suffix_of
from qiao.kit.records import Record
from qiao.kit.text import validate_line


def _place(stored: "StoredFile", _given: str) -> str:
    """A generated name: nothing that a person typed reaches the storage."""
    suffix = suffix_of(FileKind(stored.kind), stored.content_type)
    return f"{stored.kind}/{stored.id.hex[-2:]}/{stored.id.hex}{suffix}"


def _small_place(stored: "StoredFile", _given: str) -> str:
    suffix = suffix_of(FileKind(stored.kind), stored.content_type)
    return f"{stored.kind}/{stored.id.hex[-2:]}/{stored.id.hex}-small{suffix}"


class StoredFile(Record):
    """A file that has passed its checks. Who may read it says the rule named in `access`."""

    kind = models.CharField(_("kind"), max_length=10, choices=FileKind.choices)
    name = models.CharField(_("name"), max_length=200, validators=[validate_line])
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    subject_type = models.CharField(_("kind of what it belongs to"), max_length=100, blank=True)
    subject_id = models.UUIDField(_("what it belongs to"), null=True, blank=True)
    access = models.CharField(_("who may read it"), max_length=100)
    content = models.FileField(_("content"), upload_to=_place, max_length=200)
    small = models.FileField(_("smaller version"), upload_to=_small_place, max_length=200, blank=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_size_positive"),
            models.CheckConstraint(condition=models.Q(kind__in=FileKind.values), name="files_kind_known"),
            models.CheckConstraint(
                condition=models.Q(width__isnull=True, height__isnull=True)
                | models.Q(width__isnull=False, height__isnull=False, width__gt=0, height__gt=0),
                name="files_width_with_height",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="files_subject"),
            models.Index(fields=["owner", "-id"], name="files_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.pk, self.name])

    @property
    def small_url(self) -> str:
        """The version for lists; the file itself where it is small already."""
        return reverse("files:small", args=[self.pk, self.name]) if self.small else self.get_absolute_url()
