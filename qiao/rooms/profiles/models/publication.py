from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, BodyField, LineField, bilingual, in_one_language
from qiao.rooms.profiles.enums import HonourKind, PublicationKind
from qiao.rooms.profiles.identifiers import DoiField
from qiao.rooms.profiles.models.entry import Entry, PartialDateField, address_field
from qiao.rooms.profiles.models.profile import Profile
from qiao.rooms.profiles.partial_dates import FIRST_YEAR, LAST_YEAR


class Publication(Entry):
    section = "publications"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="publications",
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=PublicationKind.choices, default=PublicationKind.ARTICLE
    )
    title_zh, title_en = bilingual(_("title"), max_length=500)
    title = Bilingual("title")
    venue = LineField(
        pgettext_lazy("publication", "published in"),
        max_length=300,
        blank=True,
        help_text=_("The journal, conference or publisher."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    authors = BodyField(
        _("authors"), max_length=5000, blank=True, help_text=_("One a line, in the order of the publication.")
    )
    doi = DoiField("DOI", blank=True)
    website = address_field()

    class Meta(Entry.Meta):
        verbose_name = pgettext_lazy("research", "publication")
        verbose_name_plural = pgettext_lazy("research", "publications")
        constraints = [
            in_one_language("title", of="profiles_publication"),
            models.UniqueConstraint(
                fields=["profile", "doi"],
                condition=~Q(doi=""),
                name="profiles_doi_once",
                violation_error_message=_("A publication with this DOI is in the profile already."),
            ),
        ]
        indexes = [models.Index(fields=["profile", "place"], name="profiles_publication_place")]

    def __str__(self) -> str:
        return str(self.title)


class Honour(Entry):
    """An award or a certificate."""

    section = "honours"

    profile = models.ForeignKey(
        Profile,
        verbose_name=pgettext_lazy("person", "profile"),
        on_delete=models.CASCADE,
        related_name="honours",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=HonourKind.choices, default=HonourKind.AWARD)
    title_zh, title_en = bilingual(_("title"), max_length=300)
    title = Bilingual("title")
    issuer_zh, issuer_en = bilingual(pgettext_lazy("honour", "given by"), max_length=200)
    issuer = Bilingual("issuer")
    given = PartialDateField(
        pgettext_lazy("honour", "given on"),
        help_text=_("A year, a month or a day: 2022, 2022-09, 2022-09-01."),
    )
    summary_zh, summary_en = bilingual(pgettext_lazy("profile", "summary"), max_length=2000, multiline=True)
    summary = Bilingual("summary")
    website = address_field()

    class Meta(Entry.Meta):
        verbose_name = _("award or certificate")
        verbose_name_plural = _("awards and certificates")
        constraints = [in_one_language("title", of="profiles_honour")]
        indexes = [models.Index(fields=["profile", "place"], name="profiles_honour_place")]

    def __str__(self) -> str:
        return str(self.title)
