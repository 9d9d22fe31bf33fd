import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.accounts.models import User
from qiao.rooms.privacy.enums import RequestKind, RequestState

CERTIFICATE_SALT = "qiao.privacy.certificate"
MONTH = dt.timedelta(days=30)
SOON = dt.timedelta(days=7)


class RequestQuerySet(models.QuerySet["DataSubjectRequest"]):
    def running(self) -> "RequestQuerySet":
        return self.filter(state__in=RequestState.running())

    def waiting(self) -> "RequestQuerySet":
        return self.filter(state__in=[RequestState.OPEN, RequestState.APPROVED])


class DataSubjectRequest(Record):
    """Somebody uses a right over their data. The clock runs from the confirmation."""

    kind = models.CharField(_("request"), max_length=20, choices=RequestKind.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState.choices, default=RequestState.UNCONFIRMED
    )
    user = models.ForeignKey(
        User, verbose_name=_("account"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True, validators=[validate_line])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    details = BodyField(_("what it is about"), max_length=4000, blank=True, default="")
    confirmed_at = models.DateTimeField(pgettext_lazy("request", "confirmed"), null=True, blank=True)
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = BodyField(_("answer to the person"), max_length=4000, blank=True, default="")
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    certificate: models.JSONField[dict[str, Any]] = models.JSONField(
        _("erasure certificate"), default=dict, blank=True
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "due_at"], name="privacy_request_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(state__in=RequestState.running(), user__isnull=False),
                name="privacy_one_running_request",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""), name="privacy_refusal_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.OPEN, RequestState.APPROVED]) | Q(due_at__isnull=False),
                name="privacy_open_request_has_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_decidable(self) -> bool:
        return RequestState.APPROVED in RequestState(self.state).following

    @property
    def is_overdue(self) -> bool:
        return bool(self.due_at and RequestState(self.state).is_running and self.due_at < timezone.now())

    @property
    def is_due_soon(self) -> bool:
        waits = bool(self.due_at and RequestState(self.state).is_running)
        return waits and not self.is_overdue and self.due_at - timezone.now() < SOON  # type: ignore[operator]

    @property
    def tone(self) -> str:
        by_state = {
            "done": "good",
            "approved": "accent",
            "refused": "bad",
            "unconfirmed": "warn",
            "open": "accent",
        }
        return "bad" if self.is_overdue else by_state.get(self.state, "neutral")

    @property
    def certificate_token(self) -> str:
        """Opens the certificate without an account, for after an erasure there is none."""
        return signing.dumps(str(self.pk), salt=CERTIFICATE_SALT)
