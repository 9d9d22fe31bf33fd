from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField, LineField
from qiao.kit.files.models import StoredFile
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.applications.enums import AWAITED, COUNTED, ReferenceState, Relation
from qiao.rooms.applications.models.application import Application


class ReferenceLetterQuerySet(models.QuerySet["ReferenceLetter"]):
    def awaited(self) -> "ReferenceLetterQuerySet":
        return self.filter(state__in=AWAITED)

    def received(self) -> "ReferenceLetterQuerySet":
        return self.filter(state=ReferenceState.RECEIVED)

    def counted(self) -> "ReferenceLetterQuerySet":
        """Those that are there or may still come."""
        return self.filter(state__in=COUNTED)


class ReferenceLetter(Record):
    """A letter about the applicant, asked for by a link that works once. The link is only in the mail."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="letters"
    )
    referee_name = LineField(_("name of the referee"), max_length=200)
    referee_email = models.EmailField(_("e-mail of the referee"), max_length=254, validators=[validate_line])
    relation = models.CharField(pgettext_lazy("referee", "relation"), max_length=12, choices=Relation.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"), max_length=10, choices=ReferenceState.choices, default=ReferenceState.ASKED
    )
    token_hash = models.CharField(
        _("hash of the token"), max_length=64, null=True, blank=True, unique=True, editable=False
    )
    reminded_at = models.DateTimeField(
        pgettext_lazy("referee", "reminded at"), null=True, blank=True, editable=False
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True, editable=False)
    stored = models.ForeignKey(
        StoredFile, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = BodyField(pgettext_lazy("reference letter", "text"), max_length=12000, blank=True)
    is_confidential = models.BooleanField(_("not shown to the applicant"), default=True)
    may_be_reused = models.BooleanField(_("may serve other applications"), default=False)
    reused_from = models.ForeignKey(
        "self",
        verbose_name=_("taken from the letter"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ReferenceLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference letter")
        verbose_name_plural = _("reference letters")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "referee_email"],
                condition=Q(state__in=COUNTED),
                name="applications_referee_once",
                violation_error_message=_("This referee has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(state="received", received_at__isnull=False)
                | ~Q(state="received") & Q(received_at=None, stored=None, text=""),
                name="applications_letter_received_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "application"], name="applications_letters")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.get_state_display()}"

    @property
    def status(self) -> ReferenceState:
        return ReferenceState(self.state)

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED

    @property
    def is_open(self) -> bool:
        """Whether its link still works."""
        return self.is_awaited and not self.application.status.is_over and not self.is_late

    @property
    def is_late(self) -> bool:
        return timezone.now() >= self.application.letters_until
