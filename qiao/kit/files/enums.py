from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    IMAGE = "image", _("image")
    DOCUMENT = "document", _("document")
    VIDEO = "video", _("video")
    CAPTIONS = "captions", _("captions")
    TABLE = "table", _("table")

    @property
    def is_shown_inline(self) -> bool:
        """Documents and tables are only ever downloaded; the rest is re-made or played by the browser."""
        return self in {FileKind.IMAGE, FileKind.VIDEO, FileKind.CAPTIONS}
