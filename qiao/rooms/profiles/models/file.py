from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models.profile import Profile


class ProfileFile(Record):
    """A document of a profile, or its one photo. The file goes with this row and this row with the file."""

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="files",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind.choices, default=PaperKind.CV)
    stored = models.OneToOneField(
        StoredFile, verbose_name=_("file"), on_delete=models.CASCADE, related_name="profile_file"
    )

    class Meta:
        verbose_name = _("file of a profile")
        verbose_name_plural = _("files of profiles")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(kind=PaperKind.PHOTO), name="profiles_one_photo"
            )
        ]
        indexes = [models.Index(fields=["profile", "kind"], name="profiles_file_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.stored.name}"
