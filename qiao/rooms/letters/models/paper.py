from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.letters.models.letter import Letter
from qiao.rooms.letters.sealing.fields import SealedBytesField


class LetterPaper(Record):
    """The document as it was issued, sealed; it holds passport data and goes with them."""

    letter = models.OneToOneField(
        Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="paper"
    )
    content = SealedBytesField(_("document"))

    class Meta:
        verbose_name = _("document of a letter")
        verbose_name_plural = _("documents of letters")

    def __str__(self) -> str:
        return str(self.letter)
