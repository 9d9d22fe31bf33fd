from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.rooms.directory.models.organisation import Organisation


class Fact(Record):
    """One of the facts and figures: "test track: 12 km, as of 2026-01-01, annual report"."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="facts"
    )
    label_zh, label_en = bilingual(_("what it says"), max_length=120)
    label = Bilingual("label")
    value = LineField(_("value"), max_length=60)
    unit_zh, unit_en = bilingual(_("unit of measure"), max_length=40)
    unit = Bilingual("unit")
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = LineField(_("source"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts and figures")
        ordering = ["position", "id"]
        constraints = [in_one_language("label", of="directory_fact")]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class GalleryImage(Record):
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="gallery"
    )
    image = models.ForeignKey(
        StoredFile, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+"
    )
    caption_zh, caption_en = bilingual(_("caption"), max_length=200)
    caption = Bilingual("caption")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture in the gallery")
        verbose_name_plural = _("gallery")
        ordering = ["position", "id"]
        constraints = [in_one_language("caption", of="directory_image")]

    def __str__(self) -> str:
        return str(self.caption)


class Film(Record):
    """A film needs no sound to be understood: captions in either language, and a picture to start from."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="films"
    )
    title_zh, title_en = bilingual(_("title"), max_length=200)
    title = Bilingual("title")
    video = models.ForeignKey(StoredFile, verbose_name=_("film"), on_delete=models.PROTECT, related_name="+")
    poster = models.ForeignKey(
        StoredFile,
        verbose_name=_("picture shown before the film starts"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    captions_zh = models.ForeignKey(
        StoredFile,
        verbose_name=_("captions (Chinese)"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    captions_en = models.ForeignKey(
        StoredFile,
        verbose_name=_("captions (English)"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["position", "id"]
        constraints = [in_one_language("title", of="directory_film")]

    def __str__(self) -> str:
        return str(self.title)
