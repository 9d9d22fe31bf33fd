from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import LICENCE_URLS, Licence, MaterialAccess, MaterialKind
from qiao.rooms.programme.models.item import ProgrammeItem


class MaterialQuerySet(models.QuerySet["Material"]):
    def public(self) -> "MaterialQuerySet":
        return self.filter(access=MaterialAccess.PUBLIC)

    def with_files(self) -> "MaterialQuerySet":
        return self.select_related("file", "poster", "captions_zh", "captions_en", "item")


def _file(label: Any) -> "models.ForeignKey[StoredFile | None, StoredFile | None]":
    return models.ForeignKey(
        StoredFile, verbose_name=label, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Material(Record):
    """Slides, a handout, a film or a link, of one session or of the exchange as a whole."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="materials"
    )
    item = models.ForeignKey(
        ProgrammeItem,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="materials",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind.choices)
    title_zh, title_en = bilingual(_("title"), max_length=200)
    title = Bilingual("title")
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.RESERVED)
    access = models.CharField(
        _("who sees it"), max_length=12, choices=MaterialAccess.choices, default=MaterialAccess.PARTICIPANTS
    )
    file = _file(_("file"))
    poster = _file(_("picture shown before the film starts"))
    captions_zh = _file(_("captions (Chinese)"))
    captions_en = _file(_("captions (English)"))
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[validate_line, URLValidator(schemes=["http", "https"])],
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("title", of="programme_material"),
            models.CheckConstraint(
                condition=Q(kind=MaterialKind.LINK, file=None) & ~Q(url="")
                | ~Q(kind=MaterialKind.LINK) & Q(file__isnull=False, url=""),
                name="programme_material_is_a_file_or_a_link",
                violation_error_message=_("Give a file, or for a link its address."),
            ),
            models.CheckConstraint(
                condition=Q(kind=MaterialKind.FILM) | Q(poster=None, captions_zh=None, captions_en=None),
                name="programme_material_captions_of_a_film",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def licence_url(self) -> str:
        return LICENCE_URLS.get(self.licence, "")

    @property
    def address(self) -> str:
        return self.file.get_absolute_url() if self.file else self.url
