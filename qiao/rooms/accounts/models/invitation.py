from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.accounts.enums import InvitationState
from qiao.rooms.accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(Record):
    """One address is invited to one thing, once, until a day. The token itself is only in the mail."""

    email = models.EmailField(_("e-mail"), max_length=254, validators=[validate_line])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    purpose = models.CharField(pgettext_lazy("invitation", "purpose"), max_length=100)
    target_id = models.UUIDField(_("to what"), null=True, blank=True)
    details: models.JSONField[dict[str, Any]] = models.JSONField(_("details"), default=dict, blank=True)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    invited_by = models.ForeignKey(
        User, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    accepted_at = models.DateTimeField(pgettext_lazy("invitation", "accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(pgettext_lazy("invitation", "withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["email"], name="accounts_invitation_email"),
            models.Index(fields=["purpose", "target_id"], name="accounts_invitation_target"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="accounts_invitation_one_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.purpose})"

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if self.expires_at > timezone.now() else InvitationState.EXPIRED

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN
