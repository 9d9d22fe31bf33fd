from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField, LineField
from qiao.kit.records import Record
from qiao.rooms.privacy.enums import PurposeKind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PurposeQuerySet(models.QuerySet["Purpose"]):
    def asked(self) -> "PurposeQuerySet":
        return self.filter(retired_at=None)


class Purpose(Record):
    """What personal data may be used for, if the person agrees. One switch each."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PurposeKind.choices)
    version = models.PositiveIntegerField(_("version of the text"), default=1)
    valid_from = models.PositiveIntegerField(_("consents hold from version"), default=1)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    texts: "RelatedManager[PurposeText]"
    objects = PurposeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__gte=1, valid_from__lte=F("version")),
                name="privacy_purpose_valid_from_a_version",
            )
        ]

    def __str__(self) -> str:
        text = self.text()
        return text.title if text else self.code

    def text(self, language: str = "") -> "PurposeText | None":
        """The current text in this language (the active one by default), else in the other."""
        wanted = language or get_language() or settings.LANGUAGE_CODE
        texts = [text for text in self.texts.all() if text.version == self.version]
        return min(texts, key=lambda text: text.language != wanted, default=None)

    @property
    def is_separate(self) -> bool:
        return PurposeKind(self.kind).is_separate


class PurposeText(Record):
    """The exact words of one version in one language. Never changed: a new version is a new row."""

    purpose = models.ForeignKey(
        Purpose, verbose_name=_("purpose"), on_delete=models.CASCADE, related_name="texts"
    )
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = LineField(_("title"), max_length=200)
    body = BodyField(_("text"), max_length=5000)
    recipient = LineField(pgettext_lazy("consent", "recipient"), max_length=200, blank=True)
    recipient_contact = LineField(_("how to reach the recipient"), max_length=300, blank=True)
    recipient_country = LineField(_("country of the recipient"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("text of a purpose")
        verbose_name_plural = _("texts of purposes")
        ordering = ["-version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="privacy_one_text_each"),
            models.CheckConstraint(
                condition=Q(recipient="") | ~Q(recipient_contact=""), name="privacy_recipient_has_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.version})"
