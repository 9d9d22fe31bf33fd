import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.enums import AttemptOutcome, MailState
from qiao.kit.mail.registry import template_label
from qiao.kit.records import Record
from qiao.kit.text import validate_line, validate_utf8

MAX_SUBJECT = 200


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> "OutboxQuerySet":
        return self.filter(state=MailState.WAITING, next_try_at__lte=now)

    def abandoned(self, now: datetime) -> "OutboxQuerySet":
        """Being sent by a worker that has not come back."""
        return self.filter(state=MailState.SENDING, lease_expires_at__lte=now)

    def claim(self, mail_id: uuid.UUID, holder: uuid.UUID, now: datetime, lease: timedelta) -> bool:
        """One statement decides which of several workers sends the mail."""
        taken = {"state": MailState.SENDING, "lease_holder": holder, "lease_expires_at": now + lease}
        return self.due(now).filter(pk=mail_id).update(**taken, tries=F("tries") + 1) == 1

    def held(self, mail_id: uuid.UUID, holder: uuid.UUID | None) -> "OutboxQuerySet":
        return self.filter(pk=mail_id, state=MailState.SENDING, lease_holder=holder)


class OutboxMail(Record):
    """One mail to one address, written with the change that causes it and sent afterwards."""

    key = models.CharField(_("send-once key"), max_length=200, unique=True, editable=False)
    message_id = models.CharField(_("message id"), max_length=255, unique=True, editable=False)
    template = models.CharField(_("kind of mail"), max_length=100)
    recipient = models.EmailField(_("recipient"), max_length=254, validators=[validate_line])
    sender_name = models.CharField(
        _("sender"), max_length=100, blank=True, default="", validators=[validate_line]
    )
    reply_to = models.EmailField(_("answers go to"), max_length=254, blank=True, validators=[validate_line])
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account of the recipient"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("caused by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    context: models.JSONField[dict[str, Any]] = models.JSONField(_("values"), default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=MAX_SUBJECT, validators=[validate_line])
    text = models.TextField(_("text"), blank=True, validators=[validate_utf8])
    html = models.TextField(_("HTML"), blank=True, validators=[validate_utf8])
    is_optional = models.BooleanField(_("can be unsubscribed"), default=False)
    is_secret = models.BooleanField(_("holds a secret"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    lease_holder = models.UUIDField(_("being sent by"), null=True, blank=True, editable=False)
    lease_expires_at = models.DateTimeField(_("being sent until"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="mail_state"),
            models.Index(fields=["state", "next_try_at"], name="mail_due"),
            models.Index(fields=["recipient"], name="mail_recipient"),
            models.Index(fields=["template", "-id"], name="mail_template"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_holder__isnull=False, lease_expires_at__isnull=False)
                | (~Q(state="sending") & Q(lease_holder=None, lease_expires_at=None)),
                name="mail_sending_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_subject

    @property
    def shown_subject(self) -> str:
        """A secret may stand in the subject too: others than its reader see the kind of mail instead."""
        return template_label(self.template) if self.is_secret else self.subject

    @property
    def status(self) -> MailState:
        return MailState(self.state)

    @property
    def can_be_retried(self) -> bool:
        return self.status.may_become(MailState.WAITING) and not self.is_secret and not self.lease_holder

    @property
    def can_be_cancelled(self) -> bool:
        return self.status.may_become(MailState.CANCELLED)


class MailAttachment(Record):
    mail = models.ForeignKey(
        OutboxMail, verbose_name=_("mail"), on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(_("file name"), max_length=150, validators=[validate_line])
    content_type = models.CharField(_("type"), max_length=100, validators=[validate_line])
    content = models.BinaryField(_("content"))
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class MailAttempt(Record):
    """One try to hand the mail to the server, and what the server answered."""

    mail = models.ForeignKey(
        OutboxMail, verbose_name=_("mail"), on_delete=models.CASCADE, related_name="attempts"
    )
    number = models.PositiveIntegerField(_("number"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(
        _("result"), max_length=10, choices=AttemptOutcome.choices, default=AttemptOutcome.RUNNING
    )
    smtp_code = models.PositiveIntegerField(_("code"), null=True, blank=True)
    answer = models.TextField(_("answer of the server"), blank=True)

    class Meta:
        verbose_name = _("attempt to send")
        verbose_name_plural = _("attempts to send")
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["mail", "number"], name="mail_attempt_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
